import { Missing } from '@/components/shell/dead-ends'
import { SiteFrame } from '@/components/shell/site-frame'
import { currentVisitor, viewerOf } from './access'

export default async function NoPage() {
  return (
    <SiteFrame viewer={viewerOf(await currentVisitor())}>
      <Missing what="page" />
    </SiteFrame>
  )
}

import { currentVisitor, viewerOf } from '@/app/access'
import { Missing } from '@/components/shell/dead-ends'
import { SiteFrame } from '@/components/shell/site-frame'

export default async function NoSession() {
  return (
    <SiteFrame viewer={viewerOf(await currentVisitor())}>
      <Missing what="session" />
    </SiteFrame>
  )
}

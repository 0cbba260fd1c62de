import { currentVisitor, viewerOf } from '@/app/access'
import { Forbidden } from '@/components/shell/dead-ends'
import { SiteFrame } from '@/components/shell/site-frame'

export default async function NoAccess() {
  return (
    <SiteFrame viewer={viewerOf(await currentVisitor())}>
      <Forbidden />
    </SiteFrame>
  )
}

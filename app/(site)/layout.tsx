import type { ReactNode } from 'react'
import { SiteFrame } from '@/components/shell/site-frame'
import { currentVisitor, viewerOf } from '../access'

export default async function SiteLayout({ children }: { children: ReactNode }) {
  return <SiteFrame viewer={viewerOf(await currentVisitor())}>{children}</SiteFrame>
}

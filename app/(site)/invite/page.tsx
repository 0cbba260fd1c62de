import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { currentVisitor, viewerOf } from '@/app/access'
import { InviteForm } from '@/components/accounts/invite-form'
import { instance } from '@/server/instance'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.invite'))('title') }
}

export default async function Invite() {
  return <InviteForm viewer={viewerOf(await currentVisitor())} oidc={instance().config.oidc?.name} />
}

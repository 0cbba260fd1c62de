import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { currentVisitor, viewerOf } from '@/app/access'
import { JoinForm } from '@/components/accounts/join-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.join'))('title') }
}

export default async function Join() {
  return <JoinForm name={viewerOf(await currentVisitor())?.name} />
}

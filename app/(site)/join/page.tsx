import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { JoinForm } from '@/components/accounts/join-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.join'))('title') }
}

export default function Join() {
  return <JoinForm />
}

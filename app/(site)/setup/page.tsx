import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SetupForm } from '@/components/accounts/setup-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.setup'))('title') }
}

export default function Setup() {
  return <SetupForm />
}

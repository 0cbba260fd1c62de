'use client'

import { useTranslations } from 'next-intl'
import { DeadEnd } from '@/components/shell/page-head'
import { SiteFrame } from '@/components/shell/site-frame'
import { Button } from '@/components/ui'

export default function PageError({ retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations('broken')
  return (
    <SiteFrame viewer={undefined}>
      <DeadEnd
        title={t('title')}
        action={
          <Button look="primary" onClick={() => retry()}>
            {t('again')}
          </Button>
        }
      >
        {t('text')}
      </DeadEnd>
    </SiteFrame>
  )
}

'use client'

import { useState } from 'react'
import { useRefusal } from '@/components/shell/problem'
import { callApi } from '@/lib/api/call'
import type { PictureAdded } from '@/lib/api/schemas'
import { useSession } from '../session-context'

type UploadState = { kind: 'idle' } | { kind: 'sending' } | { kind: 'refused'; sentence: string }
export type Upload = { state: UploadState; send: (file: File) => Promise<void> }

/** Sends a picture to the server, which checks and re-encodes it; `onAdded` gets what is kept. */
export function useUpload(onAdded: (file: PictureAdded) => void): Upload {
  const { session } = useSession()
  const refusalOf = useRefusal()
  const [state, setState] = useState<UploadState>({ kind: 'idle' })
  return {
    state,
    async send(file) {
      setState({ kind: 'sending' })
      try {
        onAdded(await callApi<PictureAdded>('POST', `/sessions/${session.id}/pictures`, file))
        setState({ kind: 'idle' })
      } catch (error) {
        setState({ kind: 'refused', sentence: refusalOf(error).sentence })
      }
    },
  }
}

/** What is dropped; the server says whether it can take it. */
export function droppedFile(data: DataTransfer): File | undefined {
  return data.files[0]
}

/** The picture that is pasted. Text that programs copy together with a picture of it is pasted as text. */
export function pastedPicture(data: DataTransfer): File | undefined {
  if (data.getData('text/plain').trim() !== '') return undefined
  return [...data.files].find((file) => file.type.startsWith('image/'))
}

import { Missing } from '@/components/shell/dead-ends'

export default function NoEvent() {
  return <Missing what="event" />
}

import { Forbidden } from '@/components/shell/dead-ends'

export default function NoAccess() {
  return <Forbidden />
}

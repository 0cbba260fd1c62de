import { handleAuth } from '@/server/accounts/auth-handler'

export const dynamic = 'force-dynamic'

export { handleAuth as GET, handleAuth as POST }

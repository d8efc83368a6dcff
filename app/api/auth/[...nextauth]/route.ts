import NextAuth from 'next-auth'
import { authOptions } from '@/app/_server/auth'

const signInAndOut = NextAuth(authOptions)

export { signInAndOut as GET, signInAndOut as POST }

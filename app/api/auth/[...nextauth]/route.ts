import NextAuth from 'next-auth'
import { NextResponse, type NextRequest } from 'next/server'
import { authOptions } from '@/app/_server/auth'
import { siteUrl } from '@/lib/site'

const signInAndOut = NextAuth(authOptions) as (request: NextRequest, context: unknown) => Promise<Response>

/** A mailed link is used up by its button alone: whatever only opens the address of next-auth gets the page with that button. */
export async function GET(request: NextRequest, context: unknown) {
  return isMailedLink(request) ? toButton(request) : signInAndOut(request, context)
}

/** Nor can another site press it, to sign somebody in as whoever it likes. */
export async function POST(request: NextRequest, context: unknown) {
  const isOurs = request.headers.get('sec-fetch-site') !== 'cross-site' && !isElsewhere(request)
  return isMailedLink(request) && !isOurs ? toButton(request) : signInAndOut(request, context)
}

const isMailedLink = ({ nextUrl }: NextRequest) => nextUrl.pathname === '/api/auth/callback/email'

function isElsewhere(request: NextRequest): boolean {
  const origin = request.headers.get('origin')
  return origin !== null && origin !== new URL(siteUrl()).origin
}

function toButton({ nextUrl }: NextRequest): Response {
  return new NextResponse(null, { status: 303, headers: { location: `/sign-in/confirm${nextUrl.search}` } })
}

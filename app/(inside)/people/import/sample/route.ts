import { answerSample } from '@/app/(inside)/_imports/sample'

export const GET = (request: Request) => answerSample('people', request)

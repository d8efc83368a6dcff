/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
  // Only the container image asks for it; see the README.
  output: process.env.KLANKBORD_STANDALONE ? 'standalone' : undefined,
  experimental: {
    // A roster of a whole hospital is up to 10 MB, plus the form around it.
    serverActions: { bodySizeLimit: '11mb' },
    proxyClientMaxBodySize: '11mb',
  },
}

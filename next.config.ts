import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const config: NextConfig = {
  poweredByHeader: false,
  // main.ts and the pages run in one process: what tells its own objects by their class must be loaded once, by Node,
  // and what is native or starts workers cannot be bundled.
  serverExternalPackages: [
    'yjs',
    'y-protocols',
    'lib0',
    'y-websocket',
    '@tiptap/y-tiptap',
    'ws',
    'better-sqlite3',
    'kysely',
    'sharp',
    'docx',
    '@myriaddreamin/typst-ts-node-compiler',
    'nodemailer',
    'prom-client',
  ],
  // forbidden(): a page that says so to who is signed in and has no access
  experimental: { authInterrupts: true },
  // `npm test` checks the types; a start need not do it again
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
}

export default createNextIntlPlugin('./app/i18n/request.ts')(config)

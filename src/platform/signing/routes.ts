import { house } from '../access.ts';
import { forDomain } from '../database/database.ts';
import { routes } from '../http/env.ts';
import type { System } from '../system.ts';
import { perform } from '../work.ts';
import { type Authority, findAuthority, makeAuthority, makeRevocationList } from './authority.ts';
import { toPem } from './certificates/read.ts';
import { trustRoutes } from './screens/trust-routes.tsx';

async function openAuthority(system: System): Promise<Authority | undefined> {
  const db = forDomain<'platform'>(system.database.tables);
  const found = await findAuthority(system, db);
  if (found) return found;
  await perform(system, house('signing', system.today()), makeAuthority, {});
  return await findAuthority(system, db);
}

/** What anyone needs to check our signatures: the development authority's certificate and its revocation list. */
export const signingRoutes = routes()
  .route('/', trustRoutes)
  .get('/ca/root.pem', async ask => {
    const authority = await openAuthority(ask.var.system);
    if (!authority) return ask.notFound();
    return ask.body(toPem(authority.certificate.der), 200, {
      'content-type': 'application/x-pem-file',
      'content-disposition': 'attachment; filename="rong-ca-thu-nghiem.pem"',
    });
  })
  .get('/ca/crl.der', async ask => {
    const authority = await openAuthority(ask.var.system);
    if (!authority) return ask.notFound();
    const list = await makeRevocationList(ask.var.system, authority);
    return ask.body(Uint8Array.from(list), 200, {
      'content-type': 'application/pkix-crl',
      'content-disposition': 'attachment; filename="rong-ca-thu-nghiem.crl"',
    });
  });

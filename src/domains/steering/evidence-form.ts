import { contentOf, type FormSent } from '#platform/http/form.ts';

/** The evidence fields every report shares: files and a link. */
export async function evidenceFrom(form: FormSent) {
  const files = await Promise.all(form.files('files').slice(0, 10).map(contentOf));
  const link = form.text('link');
  return { ...(files.length > 0 ? { files } : {}), ...(link ? { link } : {}) };
}

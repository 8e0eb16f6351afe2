import type { Ask } from '#platform/http/env.ts';
import { screen } from '#platform/http/screen.tsx';
import { ButtonLink, type Crumb, Notice, PrintButton, Slips, Stack } from '#ui';
import { t } from './words/index.ts';

export interface SlipToHand {
  name: string;
  facts: string[];
  login: string;
  password: string;
}

/**
 * The one sheet on which temporary passwords stand in clear. It is the answer to the form itself: nothing keeps it, and asking
 * again gives other passwords.
 */
export function slipsScreen(ask: Ask, at: { crumbs: Crumb[]; back: string }, slips: SlipToHand[]): Promise<Response> {
  const { language, system } = ask.var;
  const text = t(language).slips;
  const address = `${system.settings.publicUrl}/sign-in`;
  return screen(
    ask,
    {
      title: text.title,
      crumbs: at.crumbs,
      actions: (
        <>
          <PrintButton>{text.print}</PrintButton>
          <ButtonLink href={at.back}>{text.back}</ButtonLink>
        </>
      ),
    },
    <Stack>
      <Notice kind="note">{text.once}</Notice>
      <Slips
        label={text.title}
        items={slips.map(slip => ({
          title: slip.name,
          detail: slip.facts.join(' · '),
          lines: [
            { term: text.login, value: slip.login },
            { term: text.password, value: slip.password },
            { term: text.address, value: address },
          ],
          foot: text.first,
        }))}
      />
    </Stack>,
  );
}

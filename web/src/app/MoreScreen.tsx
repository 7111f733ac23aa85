import type { JSX } from 'preact';
import { t } from '../words/index.ts';
import { more } from './more.ts';
import { Rows, Screen } from './screen.tsx';

/** All places that the foot has no room for. */
export function MoreScreen(): JSX.Element {
  return (
    <Screen title={t('app.more')} way="none">
      <Rows of={more.map((each) => ({ to: each.to, name: t(each.name), what: t(each.what) }))} />
    </Screen>
  );
}

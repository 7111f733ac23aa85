import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useParts } from '../app/context.ts';
import { Button, LinkButton, Screen } from '../app/screen.tsx';
import type { Refused } from '../store/outbox.ts';
import { language, t } from '../words/index.ts';
import { linesOf, titleOf } from './record.ts';

/** What the services did not take. It stays here, whole, until somebody lets it go. */
export function RefusedScreen(): JSX.Element {
  const { outbox } = useParts();
  const all = outbox.refused.value;
  return (
    <Screen title={t('refused.title')}>
      <p>{t(all.length > 0 ? 'refused.what' : 'refused.none')}</p>
      {all.some((each) => !each.onDisk) && <p>{t('refused.unkept')}</p>}
      {all.map((each) => (
        <Record key={each.item.id} refused={each} />
      ))}
      {all.length === 0 && <LinkButton to="home">{t('join.start')}</LinkButton>}
    </Screen>
  );
}

function Record(given: { refused: Refused }): JSX.Element {
  const { outbox } = useParts();
  const { item } = given.refused;
  const copied = useSignal<boolean | null>(null);
  const when = new Date(item.at).toLocaleString(language.value, { dateStyle: 'medium', timeStyle: 'short' });
  const lines = linesOf(item);
  const copy = async (): Promise<void> => {
    copied.value = await copiedText([titleOf(item), when, ...lines].join('\n'));
  };
  return (
    <section class="notice">
      <h2>{titleOf(item)}</h2>
      <p class="small">{when}</p>
      {lines.map((line, place) => (
        <p key={place} class="said">
          {line}
        </p>
      ))}
      <Button onPress={() => void copy()}>{t('refused.copy')}</Button>
      <p class="small" role="status">
        {copied.value !== null && t(copied.value ? 'refused.copied' : 'refused.uncopied')}
      </p>
      <Button kind="plain" onPress={() => void outbox.forget(given.refused)}>
        {t('refused.forget')}
      </Button>
    </section>
  );
}

async function copiedText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

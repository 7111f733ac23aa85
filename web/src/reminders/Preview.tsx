import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { t } from '../words/index.ts';

/** What others would see of a reminder, on a screen that is locked. */
export function Preview({ text }: { text: string }): JSX.Element {
  const id = useId();
  return (
    <figure class="locked" aria-labelledby={id}>
      <figcaption id={id} class="small">
        {t('reminder.preview')}
      </figcaption>
      <div class="locked-note">
        <p class="small">{t('reminder.preview.from')}</p>
        <p>{text}</p>
      </div>
      <p class="small">{t('reminder.preview.what')}</p>
    </figure>
  );
}

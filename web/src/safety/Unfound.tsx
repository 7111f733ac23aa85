import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { LinkButton } from '../app/screen.tsx';
import { t } from '../words/index.ts';

/** In milliseconds; whoever types on is not spoken to. */
const PAUSE = 700;

/** Below a search that found nothing: heavy words lead to help there too. They are looked at here and go nowhere. */
export function Unfound({ words }: { words: string }): JSX.Element {
  const { hearing, moments } = useParts();
  const heavy = useSignal(false);
  useEffect(() => {
    let here = true;
    const look = async (): Promise<void> => {
      const { chosen, intensity } = moments.draft;
      const around = { emotions: chosen.peek(), intensity: intensity.peek() ?? 0 };
      const found = await hearing.isHeavy(words, around);
      if (here) heavy.value = found;
    };
    const waits = setTimeout(() => void look(), PAUSE);
    return () => {
      here = false;
      clearTimeout(waits);
    };
  }, [hearing, moments, heavy, words]);
  return (
    <div class="unfound" role="status">
      {heavy.value && (
        <>
          <p>{t('heard.searched')}</p>
          <LinkButton to="help">{t('app.help')}</LinkButton>
        </>
      )}
    </div>
  );
}

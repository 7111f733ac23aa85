import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Button, Notice, Screen } from '../app/screen.tsx';
import { emotions, families, parentOf, wordsOf, type Emotion } from '../wheel/emotions.ts';
import { t } from '../words/index.ts';
import { MOST, picked } from './picking.ts';

export function MomentScreen(): JSX.Element {
  const chosen = useSignal<readonly string[]>([]);
  const pick = (id: string): void => {
    chosen.value = picked(chosen.value, id);
  };
  return (
    <Screen title={t('moment.title')} way="none">
      <p class="hint">{t('moment.hint')}</p>
      <Picked chosen={chosen.value} />
      {families.map((family) => (
        <Family key={family.id} family={family} chosen={chosen.value} pick={pick} />
      ))}
      {chosen.value.length > 0 && (
        <Button
          onPress={() => {
            chosen.value = [];
          }}
        >
          {t('moment.clear')}
        </Button>
      )}
    </Screen>
  );
}

function Picked(given: { chosen: readonly string[] }): JSX.Element {
  const words = given.chosen.flatMap((id) => emotions.get(id)?.label ?? []).join(', ');
  return (
    <Notice live>
      {words ? <p>{t('moment.picked', { words })}</p> : <p>{t('moment.naming')}</p>}
      {given.chosen.length === MOST && <p>{t('moment.full')}</p>}
    </Notice>
  );
}

function Family(given: { family: Emotion; chosen: readonly string[]; pick: (id: string) => void }): JSX.Element {
  return (
    <details class="family">
      <summary>{given.family.label}</summary>
      <ul class="words">
        {wordsOf(given.family).map((each) => {
          const here = given.chosen.includes(each.id);
          return (
            <li key={each.id}>
              <Button
                pressed={here}
                disabled={!here && given.chosen.length === MOST}
                label={nameOf(each)}
                onPress={() => {
                  given.pick(each.id);
                }}
              >
                {each.label}
              </Button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

function nameOf(emotion: Emotion): string {
  const parent = parentOf(emotion);
  return parent ? t('moment.inside', { word: emotion.label, family: parent.label }) : emotion.label;
}

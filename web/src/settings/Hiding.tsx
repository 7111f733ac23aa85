import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useParts } from '../app/context.ts';
import { Button } from '../app/screen.tsx';
import { t, type Plain } from '../words/index.ts';
import { bringBack, hide } from './profile.ts';
import './settings.css';

/** One practice is offered no more, or again. `harmed`: it was left out because more followed it, twice. */
export function Hiding(given: { id: string; name?: string; harmed: boolean }): JSX.Element {
  const { profiles, session } = useParts();
  const said = useSignal<Plain | null>(null);
  const { id, name, harmed } = given;
  if (session.subject.value === null) return <p class="small">{t('hidden.joined')}</p>;
  const out = harmed || (profiles.read.value?.shown.hidden.includes(id) ?? false);
  const change = async (): Promise<void> => {
    const answer = await profiles.change(out ? bringBack(id, harmed) : hide(id));
    said.value = answer.ok ? (out ? 'hidden.is.back' : 'hidden.is') : 'hidden.unsaved';
  };
  const words = t(out ? 'hidden.back' : 'hidden.hide');
  return (
    <div class="hiding">
      <Button {...(name ? { label: `${words}: ${name}` } : {})} onPress={() => void change()}>
        {words}
      </Button>
      <p class="small" role="status">
        {said.value && t(said.value)}
      </p>
    </div>
  );
}

import type { JSX, TargetedEvent } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useParts } from '../app/context.ts';
import { Button, Screen } from '../app/screen.tsx';
import { counted, t } from '../words/index.ts';
import { faultOf, PinField } from './PinField.tsx';

/** Stands before everything that is somebody's. Help, the way out and the first steps need no PIN. */
export function LockScreen(): JSX.Element {
  const { router, lock, aside } = useParts();
  const pin = useSignal('');
  const fault = useSignal<string | null>(null);
  const looking = useSignal(false);
  const open = async (event: TargetedEvent): Promise<void> => {
    event.preventDefault();
    if (looking.value || !pin.value) return;
    looking.value = true;
    fault.value = faultOf(await lock.open(pin.value));
    looking.value = false;
    if (fault.value !== null) pin.value = '';
  };
  return (
    <Screen title={t('pin.ask')} way="none">
      <form class="steps" onSubmit={(event) => void open(event)}>
        <PinField label="pin.pin" value={pin} fault={fault.value} />
        <button type="submit" class="button main" aria-disabled={looking.value}>
          {t(looking.value ? 'join.asking' : 'pin.open')}
        </button>
      </form>
      <section class="quiet">
        <p class="small">{t('pin.aside.what')}</p>
        <Button
          kind="plain"
          onPress={() => {
            aside.value = true;
            router.go('home');
          }}
        >
          {t('pin.aside')}
        </Button>
      </section>
      <Forgotten />
    </Screen>
  );
}

/** Nobody can bring a PIN back. What that costs is said before, in numbers. */
function Forgotten(): JSX.Element {
  const { router, lock, vault } = useParts();
  const waits = useSignal<number | null>(null);
  const sure = useSignal(false);
  useEffect(() => {
    void Promise.all([vault.count('outbox/'), vault.count('refused/')]).then(([sent, refused]) => {
      waits.value = sent + refused;
    });
  }, [vault, waits]);
  const empty = async (): Promise<void> => {
    const whenHere = router.whenHere();
    await lock.forget();
    whenHere(() => {
      router.instead('home');
    });
  };
  return (
    <details>
      <summary>{t('pin.forgot')}</summary>
      <div class="steps">
        <p>{t('pin.forgot.what')}</p>
        {waits.value !== null && (
          <p>{waits.value > 0 ? counted('pin.forgot.waits', waits.value) : t('pin.forgot.sent')}</p>
        )}
        {sure.value && <p role="status">{t('pin.forgot.sure')}</p>}
        <Button onPress={() => (sure.value ? void empty() : (sure.value = true))}>
          {t(sure.value ? 'pin.forgot.yes' : 'pin.forgot.empty')}
        </Button>
        {sure.value && <Button onPress={() => (sure.value = false)}>{t('pin.forgot.no')}</Button>}
      </div>
    </details>
  );
}

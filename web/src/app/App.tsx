import type { JSX } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { isClosed } from '../join/locked.ts';
import { LockScreen } from '../join/LockScreen.tsx';
import { MomentScreen } from '../moment/MomentScreen.tsx';
import { OfferScreen } from '../offer/OfferScreen.tsx';
import { PracticeScreen } from '../practice/PracticeScreen.tsx';
import { HeardCard } from '../safety/HeardCard.tsx';
import { HelpScreen } from '../safety/HelpScreen.tsx';
import { SafetyPlanScreen } from '../safety/SafetyPlanScreen.tsx';
import { SupportScreen } from '../safety/SupportScreen.tsx';
import { UnsafeScreen } from '../safety/UnsafeScreen.tsx';
import { t } from '../words/index.ts';
import { AboveContext, PartsContext, useParts, type Parts } from './context.ts';
import { keepFocus } from './focus.ts';
import { Guard } from './guard.tsx';
import { later } from './later.tsx';
import { bar, wayTo } from './more.ts';
import { MoreScreen } from './MoreScreen.tsx';
import type { Place } from './router.ts';
import { Button, LinkButton } from './screen.tsx';
import { stateOf } from './state.ts';

const screens: Record<Place, () => JSX.Element> = {
  home: MomentScreen,
  offer: OfferScreen,
  weeks: later(async () => (await import('../weeks/WeeksScreen.tsx')).WeeksScreen),
  sharing: later(async () => (await import('../sharing/SharingScreen.tsx')).SharingScreen),
  'share-new': later(async () => (await import('../sharing/AgreeScreen.tsx')).AgreeScreen),
  'report-new': later(async () => (await import('../sharing/AskScreen.tsx')).AskScreen),
  'one-moment': later(async () => (await import('../weeks/OneScreen.tsx')).OneScreen),
  plan: later(async () => (await import('../plan/PlanScreen.tsx')).PlanScreen),
  task: later(async () => (await import('../plan/TaskScreen.tsx')).TaskScreen),
  'not-this-time': later(async () => (await import('../plan/NotThisTimeScreen.tsx')).NotThisTimeScreen),
  'add-task': later(async () => (await import('../plan/EditScreen.tsx')).AddScreen),
  'change-task': later(async () => (await import('../plan/EditScreen.tsx')).ChangeScreen),
  smaller: later(async () => (await import('../plan/SmallerScreen.tsx')).SmallerScreen),
  questions: later(async () => (await import('../plan/QuestionsScreen.tsx')).QuestionsScreen),
  proposal: later(async () => (await import('../plan/ProposalScreen.tsx')).ProposalScreen),
  session: later(async () => (await import('../plan/SessionScreen.tsx')).SessionScreen),
  learn: later(async () => (await import('../learn/LearnScreen.tsx')).LearnScreen),
  'learn-page': later(async () => (await import('../learn/PageScreen.tsx')).PageScreen),
  help: HelpScreen,
  support: SupportScreen,
  unsafe: UnsafeScreen,
  'safety-plan': SafetyPlanScreen,
  more: MoreScreen,
  settings: later(async () => (await import('../settings/SettingsScreen.tsx')).SettingsScreen),
  cautions: later(async () => (await import('../settings/CautionsScreen.tsx')).CautionsScreen),
  reminders: later(async () => (await import('../reminders/RemindersScreen.tsx')).RemindersScreen),
  reminder: later(async () => (await import('../reminders/ReminderScreen.tsx')).ReminderScreen),
  quiet: later(async () => (await import('../settings/QuietScreen.tsx')).QuietScreen),
  hidden: later(async () => (await import('../settings/HiddenScreen.tsx')).HiddenScreen),
  name: later(async () => (await import('../settings/NameScreen.tsx')).NameScreen),
  browser: later(async () => (await import('../settings/BrowserScreen.tsx')).BrowserScreen),
  about: later(async () => (await import('../about/AboutScreen.tsx')).AboutScreen),
  join: later(async () => (await import('../join/JoinScreen.tsx')).JoinScreen),
  welcome: later(async () => (await import('../join/WelcomeScreen.tsx')).WelcomeScreen),
  here: later(async () => (await import('../join/HereScreen.tsx')).HereScreen),
  practices: later(async () => (await import('../practice/PracticesScreen.tsx')).PracticesScreen),
  technique: later(async () => (await import('../practice/TechniqueScreen.tsx')).TechniqueScreen),
  practice: PracticeScreen,
  pin: later(async () => (await import('../join/PinScreen.tsx')).PinScreen),
  refused: later(async () => (await import('../join/RefusedScreen.tsx')).RefusedScreen),
};

export function App(given: { parts: Parts }): JSX.Element {
  const { router, lock, aside } = given.parts;
  const place = router.place.value;
  const shut = lock.locked.value && isClosed(place, aside.value);
  const Here = shut ? LockScreen : screens[place];
  useEffect(() => {
    keepFocus(document);
  }, []);
  return (
    <PartsContext.Provider value={given.parts}>
      <Frame />
      <Guard key={`${place} ${shut}`} otherwise={(again) => <Broken again={again} />}>
        <AboveContext.Provider value={Above}>
          <Here />
        </AboveContext.Provider>
      </Guard>
      <Foot />
    </PartsContext.Provider>
  );
}

/** What somebody's own words called for. If it broke, the screen stands all the same. */
function Above(): JSX.Element {
  return (
    <Guard>
      <HeardCard />
    </Guard>
  );
}

/** What stands above every screen, also above one that broke: help, and a way out. */
function Frame(): JSX.Element {
  const { router, leave } = useParts();
  useHelpKey(() => {
    router.go('help');
  });
  return (
    <header class="frame">
      <Button kind="plain" onPress={leave}>
        {t('app.leave')}
      </Button>
      <button
        type="button"
        class="button help"
        aria-keyshortcuts="Alt+Shift+H"
        onClick={() => {
          router.go('help');
        }}
      >
        {t('app.help')}
      </button>
    </header>
  );
}

function useHelpKey(open: () => void): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.altKey && event.shiftKey && event.code === 'KeyH') open();
    };
    document.addEventListener('keydown', hear);
    return () => {
      document.removeEventListener('keydown', hear);
    };
  });
}

function Foot(): JSX.Element {
  const parts = useParts();
  const state = stateOf(parts);
  const sending = useSignal(false);
  useEffect(() => {
    if (state.line) void parts.news.seen(state.line);
  }, [parts.news, state.line]);
  const again = async (): Promise<void> => {
    sending.value = true;
    await parts.outbox.flush().finally(() => (sending.value = false));
  };
  return (
    <footer class="foot">
      <p class="small" role="status">
        {sending.value ? t('app.unkept.sending') : state.says}
      </p>
      {(state.again || sending.value) && (
        <Button kind="plain" onPress={() => void again()}>
          {t('app.unkept.again')}
        </Button>
      )}
      {state.way && (
        <LinkButton kind="plain" to={state.way.to}>
          {t(state.way.name)}
        </LinkButton>
      )}
      <Bar />
    </footer>
  );
}

function Bar(): JSX.Element {
  const { router } = useParts();
  const at = wayTo(router.place.value);
  return (
    <nav aria-label={t('app.name')}>
      {bar.map(({ to, name }) => (
        <button
          key={to}
          type="button"
          class="button plain"
          aria-current={to === at ? (to === router.place.value ? 'page' : 'true') : undefined}
          onClick={() => {
            router.go(to);
          }}
        >
          {t(name)}
        </button>
      ))}
    </nav>
  );
}

function Broken(given: { again: () => void }): JSX.Element {
  return (
    <main class="screen">
      <h1>{t('app.broken')}</h1>
      <Button onPress={given.again}>{t('app.again')}</Button>
    </main>
  );
}

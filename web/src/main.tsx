/** The composition root: builds what there is, once, and puts the app on the page. */
import { computed, effect, signal } from '@preact/signals';
import { render } from 'preact';
import { createClient, sender } from './api/client.ts';
import { createSession } from './api/session.ts';
import { createStream, paused } from './api/stream.ts';
import { App } from './app/App.tsx';
import { bringToSafety, coverWhileAway } from './app/away.ts';
import type { Moments, Parts } from './app/context.ts';
import { leaver } from './app/leave.ts';
import { putOn } from './app/look.ts';
import { createNaming } from './app/names.ts';
import { createNews } from './app/news.ts';
import { createRouter } from './app/router.ts';
import { keepShell, whenIdle } from './app/shell.ts';
import './app/theme.css';
import './app/screen.css';
import { bringBack, keepBegun } from './moment/begun.ts';
import { createDraft } from './moment/draft.ts';
import { createPlans } from './plan/plans.ts';
import { directory } from './safety/directory.ts';
import { createAfterwards } from './practice/afterwards.ts';
import { createCoach } from './practice/coach.ts';
import { createSayNow } from './practice/now.ts';
import { createHearing } from './safety/hearing.ts';
import type { PhraseList } from './safety/matcher.ts';
import { countriesOf, countryOf } from './safety/numbers.ts';
import english from './safety/phrases/en.json';
import { offeredHere } from './offer/offer.ts';
import { createOffers } from './offer/offers.ts';
import { createPacks } from './offer/packs.ts';
import { createReminders } from './reminders/reminders.ts';
import { createLock } from './store/lock.ts';
import { createPlanKeeper } from './safety/plan.ts';
import { createChoices } from './settings/choices.ts';
import { createProfiles } from './settings/profiles.ts';
import { createOutbox } from './store/outbox.ts';
import { alone, otherTabs } from './store/tabs.ts';
import { createVault } from './store/vault.ts';
import { createSharing } from './sharing/sharing.ts';
import { createWeeks } from './weeks/weeks.ts';
import { chooseLanguage, direction, language } from './words/index.ts';

/** Milliseconds that the first screen may wait. */
const SOON = 150;
const leave = leaver(window);
// The letters come while the app is put together; asked for earlier, they would hold its script up.
void document.fonts.load('1em "Atkinson Hyperlegible Next"').catch(() => undefined);
if (import.meta.env.MODE !== 'production') chooseLanguage(location.search);

const newId = (): string => crypto.randomUUID();
const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
const router = createRouter(window);
const lock = createLock(indexedDB);
const vault = createVault(indexedDB, lock);
const send = sender(fetch.bind(globalThis));
const tabs = otherTabs();
const session = createSession({ send, vault, alone, now: Date.now, newId, tell: tabs.tell });
const client = createClient(send, session);
const outbox = createOutbox({
  client,
  vault,
  alone,
  subject: () => session.subject.value,
  now: Date.now,
  later: (act, milliseconds) => setTimeout(act, milliseconds),
  tell: tabs.tell,
});
const otherPhrases = async (): Promise<readonly PhraseList[]> => (await import('./safety/phrases/others.ts')).others;
const hearing = createHearing({ first: [english], others: otherPhrases }, router.place);
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const subject = (): string | null => session.subject.value;
const packs = createPacks({ client, vault, subject, pause });
const profiles = createProfiles({ client, vault, packs, subject: session.subject });
const choices = createChoices({
  vault,
  profiles,
  subject: session.subject,
  guessed: countryOf(navigator.languages, countriesOf(directory)),
});
const hidden = (): readonly string[] => profiles.read.value?.shown.hidden ?? [];
const offers = createOffers({
  client,
  outbox,
  vault,
  subject,
  pack: () => packs.pack.value,
  hidden,
  now: Date.now,
  newId,
  zone,
  pause,
});
const sharing = createSharing({ client, subject, newId });
const weeks = createWeeks({
  client,
  vault,
  outbox,
  subject,
  now: Date.now,
  newId,
  offered: (moment) => offeredHere(packs.pack.value, moment, hidden()),
});
const plans = createPlans({ client, vault, outbox, session, now: Date.now, newId, zone });
const reminders = createReminders({ client, session, newId, zone });
const afterwards = createAfterwards({ client, vault, outbox, subject, now: Date.now });
const draft = createDraft();
const moments: Moments = {
  draft,
  send: (moment, id) => {
    offers.open(moment, id);
    void afterwards.close();
    draft.clear();
    router.go('offer');
  },
};

/** After so long, coming back to the page is opening the app. */
const OPENED_ANEW = 5 * 60_000;

const online = signal(navigator.onLine);
const coach = createCoach({
  client,
  session,
  vault,
  outbox,
  router,
  online,
  now: Date.now,
  newId,
  onEnded: ({ run, next }) => {
    if (!offers.ended(run, next)) return false;
    router.go('offer');
    coach.close();
    return true;
  },
});

const sayNow = createSayNow({ afterwards, coach, outbox, offers, router, newId });

const visible = signal(!document.hidden);
document.addEventListener('visibilitychange', () => {
  visible.value = !document.hidden;
});
const news = createNews({
  place: router.place,
  offers,
  packs,
  profiles,
  plans,
  sharing,
  reminders,
  afterwards,
  vault,
  now: Date.now,
  zone,
});
const stream = createStream({
  fetching: fetch.bind(globalThis),
  session,
  wanted: computed(() => !session.ended.value && online.value && visible.value),
  hear: news.hear,
  everything: news.everything,
  pause: paused,
});

const parts: Parts = {
  router,
  moments,
  coach,
  newId,
  listen: hearing.listen,
  hearing,
  offers,
  packs,
  profiles,
  safetyPlan: createPlanKeeper({ vault, client, subject: session.subject }),
  choices,
  country: choices.country,
  naming: createNaming(window, router.arrival),
  online,
  waiting: outbox.waiting,
  client,
  session,
  vault,
  lock,
  aside: signal(false),
  outbox,
  weeks,
  plans,
  sharing,
  afterwards,
  stream,
  news,
  sayNow,
  reading: signal<string | null>(null),
  reminders,
  leave,
};

/** What there is to know once it can be read: at the start, and when the PIN was given. */
async function wake(): Promise<void> {
  await session.load();
  await Promise.all([coach.load(), outbox.look()]);
  if (session.subject.value === null) return;
  parts.aside.value = false;
  await bringBack(vault, draft);
  await afterwards.look().then(news.opened);
}

// How strong it was before, for the question at the next opening after a practice that ended in silence.
effect(() => {
  const run = coach.led.value?.run;
  const turn = offers.turn.peek();
  if (run) void afterwards.hear(run, turn?.checkIn === run.checkIn ? turn.now : null);
});

/** Milliseconds. Meanwhile the page is covered, and help with it; what is cut off here is sent again from the disk. */
const LAST_WORDS = 500;

/** The app is opened anew, so that nothing of anybody is left in it; what is under way is brought to its end first. */
async function lockUp(): Promise<void> {
  if (session.subject.value !== null) await keepBegun(vault, draft);
  const ended = alone('outbox', () => Promise.all([vault.putDown(), session.putDown()])).catch(() => undefined);
  await Promise.race([ended, pause(LAST_WORDS)]);
  location.reload();
}

for (const change of ['online', 'offline']) {
  addEventListener(change, () => {
    online.value = navigator.onLine;
    if (!navigator.onLine) return;
    void outbox.flush().then(packs.renew).then(profiles.renew).then(choices.tell);
    offers.again();
  });
}
coverWhileAway({
  page: document,
  now: () => Date.now(),
  minutes: lock.minutes,
  gone: () => void bringToSafety(vault, session, outbox),
  lock: () => void lockUp(),
  back: (away) => {
    void outbox.flush();
    if (away >= OPENED_ANEW) void afterwards.look().then(news.opened);
  },
});
// Whoever comes in, for the first time or again, sends what has waited for them.
effect(() => {
  if (session.subject.value !== null && !session.ended.value) void outbox.flush();
});
let was: string | null = null;
effect(() => {
  const before = was;
  was = session.subject.value;
  // Whoever goes takes everything along, also from the memory of this page and of other tabs.
  if (before !== null && was !== before) location.reload();
  else if (was !== null)
    void Promise.all([packs.load(), profiles.load(), choices.load()])
      .then(offers.load)
      .then(packs.renew)
      .then(profiles.renew)
      .then(choices.tell);
});
let waited = 0;
outbox.waiting.subscribe((waiting) => {
  if (waiting < waited) void weeks.renew();
  waited = waiting;
});
effect(() => {
  putOn(document, choices.look.value);
  document.documentElement.lang = language.value;
  document.documentElement.dir = direction.value;
});

const place = document.getElementById('app');
if (!place) throw new Error('The page has no place for the app.');
place.replaceChildren();
tabs.hear(() => void lock.look().then(session.load).then(outbox.look));
lock.locked.subscribe(() => void wake());
// Everything else that comes over the network waits until the first tap can be heard.
const everythingElse = (): void => {
  if (import.meta.env.PROD) void keepShell(navigator);
  void otherPhrases().catch(() => null);
};
// The look that was chosen is there before the first screen is, unless the store takes its time.
const dressed = session.load().then(choices.load);
void Promise.race([dressed, pause(SOON)])
  .catch(() => undefined)
  .then(() => {
    render(<App parts={parts} />, place);
    whenIdle(window, everythingElse);
  });

import type { JSX } from 'preact';
import { useParts } from '../app/context.ts';
import { Button, LinkButton, Screen } from '../app/screen.tsx';
import { wordOf } from '../moment/Chosen.tsx';
import { strengthWord } from '../moment/Strength.tsx';
import { t } from '../words/index.ts';
import { Cards } from './Cards.tsx';
import type { Offer, Turn } from './offer.ts';
import { First, Others } from './Options.tsx';
import './offer.css';

/** What comes after a moment, and after each practice of it: one thing to do, and ways to another. */
export function OfferScreen(): JSX.Element {
  const turn = useParts().offers.turn.value;
  const follows = turn !== null && turn.cause !== turn.checkIn;
  return (
    <Screen title={t(follows ? 'offer.title.next' : 'offer.title')} way="none">
      {turn && (
        <>
          <p class="small">{said(turn, follows)}</p>
          <Answer turn={turn} />
        </>
      )}
      <Ways turn={turn} />
    </Screen>
  );
}

function Answer(given: { turn: Turn }): JSX.Element {
  const { offer, now } = given.turn;
  if (offer === null) return <p role="status">{t('offer.asking')}</p>;
  if (offer === 'none')
    return <Alone down={given.turn.cause !== given.turn.checkIn && now < given.turn.moment.intensity} />;
  return <Offered offer={offer} />;
}

function Offered({ offer }: { offer: Offer }): JSX.Element {
  const { offers } = useParts();
  const [first, ...others] = offer.options;
  return (
    <>
      {first && <First option={first} tiny={offer.tiny} />}
      <Cards of={offer} beside="first_option" />
      {others.length > 0 && <Others options={others} />}
      <p class="small" role="status">
        {offers.stuck.value && t(`offer.stuck.${offers.stuck.value}`)}
      </p>
      <Button onPress={() => void offers.somethingElse()}>{t('offer.more')}</Button>
      <Cards of={offer} beside="below" />
    </>
  );
}

/** Where nobody can say what fits: kind words, and all practices are still there. */
function Alone(given: { down: boolean }): JSX.Element {
  const { offers, session } = useParts();
  return (
    <>
      <section class="calm">
        <p>{t(given.down ? 'offer.none.down' : 'offer.none')}</p>
        <p>{t('help.calm.one')}</p>
        <p>{t('help.calm.two')}</p>
      </section>
      {session.subject.value !== null && <Button onPress={offers.again}>{t('offer.again')}</Button>}
    </>
  );
}

function Ways(given: { turn: Turn | null }): JSX.Element {
  return (
    <div class="offer-ways">
      <LinkButton kind="plain" to="home">
        {t(given.turn ? 'offer.enough' : 'offer.name.again')}
      </LinkButton>
      <LinkButton kind="plain" to="practices">
        {t('offer.all')}
      </LinkButton>
    </div>
  );
}

function said(turn: Turn, follows: boolean): string {
  const word = strengthWord(turn.now);
  if (follows) return t('offer.now', { number: turn.now, word });
  const words = turn.moment.emotions.map(wordOf).join(t('offer.between'));
  return t('offer.what', { words, number: turn.now, word });
}

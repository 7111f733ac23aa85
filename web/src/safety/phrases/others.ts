import type { PhraseList } from '../matcher.ts';
import ar from './ar.json';
import de from './de.json';
import es from './es.json';
import fr from './fr.json';
import hi from './hi.json';
import it from './it.json';
import ja from './ja.json';
import ko from './ko.json';
import nl from './nl.json';
import pl from './pl.json';
import pt from './pt.json';
import ru from './ru.json';
import tr from './tr.json';
import uk from './uk.json';
import zh from './zh.json';

/** Every list but the English one: a piece of its own, which loads once the app stands and is kept on the device. */
export const others: readonly PhraseList[] = [es, pt, fr, de, it, nl, pl, ru, uk, tr, ar, hi, zh, ja, ko];

/** The frame around every screen, and what is the same everywhere. */
export const app = {
  'app.name': 'Smallhours',
  'app.help': 'Need help now',
  'app.leave': 'Leave quickly',
  'app.back': 'Back',
  'app.home': 'Start',
  'app.settings': 'Settings',
  'app.about': 'About',
  'app.offline': 'You are offline. This works all the same.',
  'app.waiting.one': '{count} note waits here until you are online.',
  'app.waiting.other': '{count} notes wait here until you are online.',
  'app.broken': 'This screen did not open. Help is still one tap away.',
  'app.again': 'Try again',

  'settings.title': 'Settings',
  'settings.look': 'Light or dark',
  'settings.look.auto': 'As on this device',
  'settings.look.light': 'Light',
  'settings.look.dark': 'Dark',
  'settings.kept': 'Nothing you choose here is kept when you close the app.',

  'about.title': 'About Smallhours',
  'about.what': 'Smallhours is self-help for adults. You name what you feel, and it shows one small thing to try.',
  'about.not':
    'It is not medical advice, and it does not take the place of care. Questions about medication go to your prescriber.',
  'about.nobody': 'Nobody is watching. It is not an emergency service, and your therapist is not one either.',
  'about.review': 'Not clinically reviewed.',
  'about.kept': 'Without joining, nothing you tap is kept or sent.',
  'about.font': 'Letters: Atkinson Hyperlegible Next, under the SIL Open Font License.',
  'about.licence': 'Read the licence',
} as const;

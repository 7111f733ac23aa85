/** Coming in, and who is here. */
export const join = {
  'join.title': 'Join with a code',
  'join.what': 'Your therapist or clinic can give you a code. With it, what you enter is kept for you.',
  'join.code': 'Your code',
  'join.code.hint': 'Type it, or paste it or the whole link.',
  'join.adult': 'I am 18 or older.',
  'join.go': 'Join',
  'join.asking': 'One moment',
  'join.needs.code': 'Your code goes in here.',
  'join.needs.adult': 'Smallhours is for adults. Tick the box if you are 18 or older.',
  'join.refused':
    'This code did not open. A letter may be off, or it was used, or it is too old. You can ask for a new one.',
  'join.unheard': 'No answer came. Your code is still here. Try again when you are online.',
  'join.busy': 'That did not work right now. Your code is still here. Try again in a little while.',
  'join.without': 'You can use the wheel and the first steps without joining. Then nothing is kept.',
  'join.later': 'Not now',
  'join.already': 'You have joined on this device.',
  'join.start': 'Go to the start',
  'join.way': 'I have a code',

  'welcome.title': 'Welcome',
  'welcome.what.title': 'What this is',
  'welcome.what':
    'You name what you feel and how strong it is. Then you get one small thing to try. It is self-help for adults.',
  'welcome.not.title': 'What this is not',
  'welcome.not': 'It is not therapy, not medical advice and not a test. It cannot tell how safe you are.',
  'welcome.nobody.title': 'Nobody is watching',
  'welcome.nobody':
    'No one reads along, by day or by night. Your therapist is not there for emergencies. “Need help now” is at the top of every screen, with numbers to call.',
  'welcome.who.title': 'Who can see what',
  'welcome.who':
    'Your therapist sees only what you choose to share, after you have seen it. What you enter is locked with a key that the organisation behind your clinic holds. So that organisation is able to read it.',
  'welcome.yours.title': 'It is up to you',
  'welcome.yours': 'Nothing has to be filled in. You can stop any time, and come back any time.',
  'welcome.start': 'Start',

  'here.title': 'This device',
  'here.what': 'Join with a code, or leave',
  'here.joined': 'You have joined on this device. What you enter is kept for you.',
  'here.nobody': 'Nobody has joined on this device. What you tap is not kept.',
  'here.ended': 'You were signed out. It was nothing you did: after some time away, that happens.',
  'here.again': 'Join again',
  'here.waiting.one': '{count} note waits here to be sent.',
  'here.waiting.other': '{count} notes wait here to be sent.',
  'here.leave': 'Leave this device',
  'here.leave.goes':
    'What is kept here for you goes from this device, such as a safety plan you made here. What was sent stays with the organisation.',
  'here.leave.waits.one': '{count} note is still to be sent. It stays here, locked, until you join again.',
  'here.leave.waits.other': '{count} notes are still to be sent. They stay here, locked, until you join again.',
  'here.leave.back':
    'To come back as the same person, use the same code on this device while it lasts. With a new code you start anew.',
  'here.leave.yes': 'Leave now',
  'here.leave.no': 'Stay',

  'refused.title': 'Not taken',
  'refused.what':
    'This was sent and not taken. It may have come twice, or the app was out of date. It stays here until you let it go.',
  'refused.none': 'Nothing is left here.',
  'refused.check-in': 'A check-in',
  'refused.practice': 'A practice',
  'refused.rating': 'How a practice was',
  'refused.other': 'A small note of the app',
  'refused.moment': '{words}, {number} of 10',
  'refused.copy': 'Keep a copy',
  'refused.copied': 'It is copied. You can paste it where you like.',
  'refused.uncopied': 'Copying did not work here. You can mark the words above and copy them.',
  'refused.forget': 'Let it go',
} as const;

/** What every page says, in English. */
export const sharedWords = {
  app: {
    name: 'Aboveboard',
    skip: 'Skip to the content',
    loading: 'One moment…',
    crashed: 'Something on this page broke. Your seat and chips are safe on the server.',
    reload: 'Load the page again',
    notFound: 'There is nothing at this address.',
    toLobby: 'To the lobby',
    close: 'Close',
    cancel: 'Cancel',
    copy: 'Copy',
    copied: 'Copied',
    language: 'Language',
  },
  nickname: {
    free: '10,000 play chips, no e-mail, no download.',
    label: 'Your nickname',
    enter: 'Come in',
    entering: 'Coming in…',
    missing: 'Pick a nickname first, then the seat is yours.',
    bad: "Use 2 to 20 letters, digits, spaces or . _ - '",
  },
  wallet: {
    available: 'Available',
    inPlay: 'In play',
  },
  refusal: {
    other: 'The room refused ({{code}}).',
  },
};

// Names of properties that only the scripts themselves use. The build shortens them. Names in the API, in the DOM and in the interface of the
// elements keep their form, as do names that are stored in the browser.
export const OWN_NAMES = `
  acceptSafe acceptsWorkbooks addresses announce checkAgain chooseAll chosen companyOf confirmAndInvite countEmails courseColumns
  decisions downloads emailCounts endWaits fileName follower hasButton hasEnded hasHistory hasLists hasMark imported inviteAll
  inviteChosen isBad isBusy isCut isDeciding isFilterOpen isFiltered isInline isInviting isLoaded isLoading isLower isMapped isOfRows
  isOver isOwn isPanel isPossible isReady isRepeatable isRunning isSafeListOpen isSearching isShown isUploading isWanted lists mayHeld
  mayUndo offerAliases onClose onClosed onDrag onMade onOpen onRetry onWait otherLayout prepare previewOf readAs remember request screen
  sendAliases startOver tokenFor undone useLayout whileShown
`
  .trim()
  .split(/\s+/);

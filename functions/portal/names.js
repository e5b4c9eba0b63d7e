// Names of properties that only the scripts themselves use. The build shortens them, but not the names of the API, of the DOM and of the
// elements' interface, nor those that are stored in the browser.
export const OWN_NAMES = `
  acceptSafe acceptsWorkbooks addresses announce canLeaveOut checkAgain chooseAll chosen companyOf confirmAndInvite countEmails
  courseColumns decisions downloads emailCounts endWaits fileName follower hasButton hasEnded hasHistory hasLists hasSepLine imported
  inviteAll inviteChosen isBad isBusy isCut isDeciding isFilterOpen isFiltered isInline isInviting isLoaded isLoading isLower isMapped
  isOver isOwn isPanel isPossible isReady isRepeatable isRunning isSafeListOpen isSearching isShown isUploading isWanted lists
  mayConfirmHeld mayUndo offerAliases onClose onClosed onCreated onDrag onOpen onRetry onWait otherLayout prepare readAs remember request
  screen sendAliases startOver tokenFor undone useLayout whileShown
`
  .trim()
  .split(/\s+/);

// Names of properties that only the scripts themselves use. The build shortens them, but not the names of the API, of the DOM and of the
// elements' interface, nor those that are stored in the browser.
export const OWN_NAMES = `
  acceptSafe acceptsWorkbooks addresses announce askToDiscard bodies canLeaveOut check checkAgain choices choose chooseAll chosen companyOf
  confirmAndInvite countEmails counts courseColumns cursor decide decisions discard downloads draw emailCounts emit endAliases endWaits fail
  fileName filters fixes follow follower foot groups hasButton hasEnded hasHistory hasLists hasMoreCompanies hasSepLine hasSuspicious
  hasUnsent imported invite inviteAll inviteChosen isBad isBusy isCut isDeciding isFiltered isFilterOpen isInline isInviting isLeftOut
  isLoaded isLoading isLower isMapped isMoot isOver isOwn isPanel isPossible isReady isRepeatable isRunning isSafeListOpen isSearching
  isSending isShifted isShown isUploading isWanted lists live load mapping mark mayUndo mayWriteFeeds memory moved nameOf notice
  offerAliases onClose onClosed onCreated onDrag onOpen onProgress onRetry onWait otherLayout ownLayout past path pause prepare preview
  readAs records remember rendered request screen sendAliases show showUnseen since startLayout startOver state tokenFor tone undo undone
  unseen unsent until useLayout view wait watch whileAbout whileShown words
`
  .trim()
  .split(/\s+/);

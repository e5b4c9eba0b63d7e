// Names of properties that only the scripts themselves use. The build shortens them, but not the names of the API, of the DOM and of the
// elements' interface, nor those that are stored in the browser.
export const OWN_NAMES = `
  acceptSafe acceptsWorkbooks addresses announce askToDiscard begin bodies canLeaveOut cells check checkAgain choices choose chooseAll
  chosen companyOf confirmAndInvite countEmails counts courseColumns cursor decide decisions discard downloads draw element emailCounts
  emit endAliases endWaits fail fileName filters fixes follow follower foot forget generation groups hasButton hasEnded hasHistory
  hasLists hasMoreCompanies hasSepLine hasSuspicious hasUnsent imported invite inviteAll inviteChosen isBad isBusy isCut isDeciding
  isFiltered isFilterOpen isInline isInviting isLeftOut isLoaded isLoading isLower isMapped isMoot isOver isOwn isPanel isPossible isReady
  isRepeatable isRunning isSafeListOpen isSearching isSeen isSending isShifted isShown isUnsent isUploading isWanted leave lists live load
  mapping mayHaveArrived mayUndo mayWriteFeeds memory moved nameOf note notice offerAliases onClose onClosed onCreated onDrag onOpen
  onProgress onRepeated onRetry onWait otherLayout ownLayout part past path pause people prepare preview readAs records remember render
  rendered report request restore root screen sendAliases show showUnseen since startLayout startOver state stop tokenFor tone undo undone
  unseen unsent until useLayout view wait watch whileAbout whileShown words
`
  .trim()
  .split(/\s+/);

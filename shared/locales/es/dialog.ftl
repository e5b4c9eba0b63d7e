importUsers = Importar usuarios
addUsers = Añadir usuarios
close = Cerrar
loading = Cargando…
findingFile = Comprobando si el archivo ha llegado…
stepFile = Archivo
stepCheck = Comprobación
stepResult = Resultado
stepOf = Paso { $at } de { $count }:

step1Help = La plantilla contiene todas las columnas. Modifique solo las filas, nunca el encabezado, y guarde el archivo como CSV UTF-8.
step1HelpEither = La plantilla contiene todas las columnas. Modifique solo las filas, nunca el encabezado, y guarde el archivo como libro (.xlsx) o como CSV UTF-8.
courseColumns = Columnas de cursos
download = Descargar plantilla
downloadWithLists = Con listas desplegables (.xlsx)
columns = Contenido de las columnas
required = obligatorio
step2 = Elegir el archivo
drop = Suelte aquí el archivo CSV o
dropEither = Suelte aquí el archivo CSV o el libro (.xlsx), o bien
select = Seleccionar archivo
limits = Como máximo { $rows ->
    [one] { $rows } fila
    [many] { $rows } de filas
   *[other] { $rows } filas
} y { $size }.
limitsWorkbook = Un libro puede ocupar como máximo { $size }.
checking = Comprobando el archivo…
checked = { $rows ->
    [one] { $rows } fila, lista para comprobar
    [many] { $rows } de filas, listas para comprobar
   *[other] { $rows } filas, listas para comprobar
}
workbookLater = El libro se comprobará después de subirlo.
step3 = Opciones
update = Actualizar los usuarios existentes
updateOn = Los valores del archivo se aplican a los usuarios existentes.
updateOff = Los usuarios existentes se omiten.
mails = Enviar invitaciones
mailsOn = Los usuarios nuevos reciben una invitación de inmediato.
mailsOff = Puede invitarlos más tarde. Quien intente iniciar sesión recibirá la invitación automáticamente.
review = Revisar antes de importar
reviewOn = Verá qué va a cambiar antes de que se guarde nada.
reviewOff = Un archivo sin errores se importa de inmediato.
chooseFirst = Elija un archivo para continuar.
chooseOther = Elegir otro archivo
past = Últimas importaciones
checkFile = Comprobar archivo
importRows = { $rows ->
    [one] Importar { $rows } fila
    [many] Importar { $rows } de filas
   *[other] Importar { $rows } filas
}
factsCourses = { $count ->
    [one] { $count } columna de cursos
   *[other] { $count } columnas de cursos
}
firstRows = Primeras filas del archivo
encodingAssumed = El archivo no indica su codificación. Elija aquella con la que estas palabras se vean bien.
encAuto = Detectar automáticamente
encWestern = Europa occidental
encCentral = Europa central
encMac = Mac
encCyrillic = Cirílico
encBaltic = Báltico
garbled = Algunas letras se dañaron antes de guardar el archivo.
repair = Restaurar las letras
keepText = Dejar el texto tal como está
onErrors = Si algunas filas tienen errores
onErrorsReject = No importar nada
onErrorsSkip = Importar las demás filas

fileCsv = No es un archivo CSV. Guárdelo como «CSV UTF-8» en su programa de hojas de cálculo y elija el archivo nuevo.
fileFormat = No es un archivo CSV ni un libro (.xlsx) que se pueda leer. En su programa de hojas de cálculo, guárdelo en uno de estos formatos, sin contraseña, y elija el archivo nuevo.
fileEmpty = El archivo está vacío. Rellene la plantilla y elíjala de nuevo.
fileLarge = El archivo ocupa más de { $size }. Divídalo en varios archivos.
fileRows = El archivo tiene al menos { $found ->
    [one] { $found } fila
    [many] { $found } de filas
   *[other] { $found } filas
}; el máximo es { $rows }. Divídalo en al menos { $files } archivos.
fileNoRows = El archivo tiene encabezado pero ninguna fila. Añada una fila por usuario.
headerMissing = La primera fila no es el encabezado de esta plantilla. Parta de la plantilla descargada.
columnMissing = Faltan columnas: { $names }. Añádalas.
columnUnknown = Estos nombres de columna no coinciden con la plantilla: { $names }
columnDouble = Columnas repetidas: { $names }. Conserve una de cada.
columnMany = El archivo tiene más de { $max ->
    [one] { $max } columna de cursos
   *[other] { $max } columnas de cursos
}. Reparta los cursos entre varios archivos.
oneFile = Elija los archivos de uno en uno.
fileGone = El archivo se ha modificado o movido y ya no se puede leer. Elíjalo de nuevo.
headerHelp = Para cada una de sus columnas, elija la columna correspondiente de la plantilla. El archivo en sí no se modifica.
yourColumn = Su archivo
firstCells = Primeros valores
templateColumn = Plantilla
columnNumber = Columna { $at }
ignoreColumn = No importar
ignoredColumn = Se omite
missingColumn = Falta
useNames = Usar estos nombres
namesUsed = Las columnas se leerán con estos nombres.
namesMissing = Elija una columna de su archivo para: { $names }.
namesDouble = Elegidas más de una vez: { $names }.
otherLayout_enrolment = Este archivo es para «Importar usuarios».
otherLayout_learners = Este archivo es para «Añadir usuarios».
switchLayout = Cambiar a esa importación

uploading = Subiendo
sent = { $sent } de { $size }
aliveUpload = Puede cerrar esta ventana; la subida continúa mientras la página siga abierta.
awaiting_upload = Esperando el archivo
validating = Comprobando las filas
importing = Importando
awaiting_confirmation = Esperando su decisión
progressRows = { $total ->
    [one] { $done } de { $total } fila
    [many] { $done } de { $total } de filas
   *[other] { $done } de { $total } filas
}
progressRead = { $done ->
    [one] { $done } fila leída
    [many] { $done } de filas leídas
   *[other] { $done } filas leídas
}
alive = Puede cerrar esta ventana o la página; la importación continúa.
lastChange = En curso. Última actividad: { $ago }.
stuck = Sin progreso. Última actividad: { $ago }. El proceso continuará automáticamente; no se perderá nada.
cancelImport = Cancelar importación
openUploading = Subiendo { $percent }
openImporting = Importación { $percent }
openWaiting = Revisar la importación

offline = Sin conexión. Se volverá a intentar automáticamente.
busy = El servicio está saturado. Se volverá a intentar automáticamente.
nextTry = Próximo intento en { $seconds } s.
tryNow = Intentar ahora
decisionNotSent = Su decisión no se ha enviado. Decida de nuevo.
decisionLate = Su decisión no se envió a tiempo.
retry = Reintentar
signIn = Se ha cerrado su sesión. Inicie sesión de nuevo y la operación continuará donde la dejó.
uploadRefused = La subida ha fallado varias veces. Inténtelo de nuevo o póngase en contacto con la administración de su portal.
uploadLost = La subida se ha interrumpido. Elija el archivo de nuevo para continuar.
importGone = Esa importación ya no está disponible.
unexpected = Se ha producido un error en esta página. Inténtelo de nuevo.
unreachable = No se puede contactar con el servicio. Se volverá a intentar automáticamente. Si el problema continúa, póngase en contacto con la administración de su portal.
refused = La solicitud se ha rechazado ({ $code }).
refusedScope = No tiene permiso para hacer esto ({ $code }). Póngase en contacto con la administración de su portal.
refusedState = Ya no es posible, porque la importación ha cambiado ({ $code }).
refusedInput = La solicitud no es válida ({ $code }).
fileNotKept = El archivo de esta importación ya no se conserva. Elíjalo de nuevo.
decidedElsewhere = Entretanto, otra persona ha tomado una decisión sobre esta importación. Este es su estado actual.

noErrors = El archivo no tiene errores.
withErrors = { $count } de { $total ->
    [one] { $total } fila
   *[other] { $total } filas
} { $count ->
    [one] tiene errores
   *[other] tienen errores
}.
withErrorsHelp = { $valid ->
    [one] Importe la otra fila, o cancele y corrija el archivo.
   *[other] Importe las otras { $valid }, o cancele y corrija el archivo.
}
noneValid = No se puede importar ninguna fila. Corrija el archivo e inténtelo de nuevo.
noneValidFix = Todavía no se puede importar ninguna fila. Corrija abajo los errores.
preview = Vista previa
nothingYet = Todavía no se ha guardado nada. Haga clic en una cifra para ver la lista.
warningsFix = Revise los valores de abajo. Puede corregirlos antes de importar.
perLanguage = Correos por idioma: { $list }
rowsCount = { $rows ->
    [one] { $rows } fila
    [many] { $rows } de filas
   *[other] { $rows } filas
}
factUpdateOn = los usuarios existentes se actualizan
factUpdateOff = los usuarios existentes no cambian
factMailsOn = los usuarios nuevos reciben una invitación
factMailsOff = sin invitaciones
factFixes = { $count ->
    [one] { $count } corrección
   *[other] { $count } correcciones
}
factLeftOut = { $count ->
    [one] { $count } fila omitida
   *[other] { $count } filas omitidas
}
startedBy = Iniciada por { $who }, { $ago }
nothingTitle = Nada que importar
nothingExist = { $count ->
    [one] Esta persona ya tiene cuenta. Para cambiar sus datos, marque «Actualizar los usuarios existentes».
   *[other] Las { $count } personas ya tienen cuenta. Para cambiar sus datos, marque «Actualizar los usuarios existentes».
}
nothingNew = { $count ->
    [one] Los datos de esta persona ya están actualizados.
   *[other] Los datos de las { $count } personas ya están actualizados.
}
withErrorsFix = { $valid ->
    [one] Corrija abajo los errores o importe solo la otra fila.
   *[other] Corrija abajo los errores o importe solo las otras { $valid } filas.
}
withErrorsIdle = Corrija los errores para importar a estas personas. Las demás ya tienen cuenta y para ellas no cambiaría nada.
confirmCount = { $count ->
    [one] Importar { $count } persona
    [many] Importar { $count } de personas
   *[other] Importar { $count } personas
}
confirmRest = Importar { $count }, omitir { $left }
mailsNow = { $count ->
    [one] Se enviará { $count } invitación.
   *[other] Se enviarán { $count } invitaciones.
}
updateThem = Actualizar los usuarios existentes
perLanguageOther = { $count } en el idioma predeterminado (sin plantilla para { $others })
back = Atrás
cancel = Cancelar

created = Creados
updated = Actualizados
skipped = Omitidos
failed = Con errores
course_assignments = Asignaciones de cursos
invitations = Invitaciones
emptyList = Esta lista está vacía.
more = Mostrar más
showing = Se muestran { $shown } de { $total }
showAll = Mostrar los { $count }
row = Fila
person = Usuario
what = Detalles
exists = ya existe, sin cambios
unchanged = sin cambios
problems = Problemas
kind_missing = Falta un valor
kind_invalid = Valor no válido
kind_long = Demasiado largo
kind_unmatched = No encontrado en el portal
kind_duplicate = Repetido en el archivo
kind_exists = El usuario ya existe
kind_header = Nombres de columna
kind_row = Fila ilegible
kind_other = Otros
kind_check = Por revisar
warning = advertencia
to_created = Por crear
to_updated = Por actualizar
to_skipped = Por omitir
place = Empresa
disabledAccount = cuenta desactivada
searchRows = Buscar en estas filas
found = { $count ->
    [one] { $count } resultado
   *[other] { $count } resultados
}
foundFirst = { $found } en las primeras { $rows } filas
searchRest = Buscar en el resto
rowsMany = { $count ->
    [one] { $count } fila: { $list }
   *[other] { $count } filas: { $list }
}

use = Usar «{ $value }»
useThis = Usar
chooseValue = Elegir un valor
corrected = Valor corregido
leaveOut = Omitir esta fila
leaveOutMany = Omitir estas filas
leaveOutAll = Omitir las { $count } filas
leaveOutValue = Omitir este valor
leftOut = Por omitir
courseLeftOut = «{ $title }» omitido en { $count ->
    [one] { $count } fila
   *[other] { $count } filas
}
undo = Deshacer
acceptSafe = Aceptar todas las sugerencias seguras ({ $count })
acceptSafeHelp = Se reemplazarán estos valores:
acceptApply = { $rows ->
    [one] Reemplazar en { $rows } fila
   *[other] Reemplazar en { $rows } filas
}
checkAgain = { $count ->
    [one] Comprobar de nuevo con { $count } corrección
   *[other] Comprobar de nuevo con { $count } correcciones
}
fixesChosen = { $count ->
    [one] { $count } corrección elegida
   *[other] { $count } correcciones elegidas
}
fixesLost = Las correcciones de nombres y direcciones solo se conservan hasta que se recargue la página.
fixesGone = Sus correcciones no se han aplicado y se descartarán.
cellMissing = Introduzca un valor.
cellLong = { $max ->
    [one] Se permite { $max } carácter como máximo.
   *[other] Se permiten { $max } caracteres como máximo.
}
cellEmail = No es una dirección de correo.
cellName = Los nombres no pueden contener símbolos.
cellIdentifier = Use solo letras y cifras.
cellInvalid = No es un código válido.
choiceUnknown = { $kind ->
    [company] No existe ninguna empresa con este nombre.
    [cohort] No existe ninguna cohorte con este nombre.
   *[course] No existe ningún curso con este nombre.
}
choiceAlias = Si es un alias, elija «Usar» otra vez.
cellSame = Introduzca otro valor.
aliasAsk = ¿Recordar estos nombres para futuras importaciones?
aliasSend = Recordar
aliasDone = Estos nombres se reconocerán en futuras importaciones.
aliasTaken = No se recordarán porque ya están en uso o ya no figuran en el catálogo: { $names }

summary = Resumen
completed = Importación completada
completedWith = { $count ->
    [one] Importación completada, { $count } fila omitida
   *[other] Importación completada, { $count } filas omitidas
}
rejected = No se ha importado nada
rejectedHelp = Corrija los problemas siguientes y vuelva a subir el archivo.
rowsValid = Filas sin errores: { $count }.
cancelled = Cancelada: no se ha importado nada
failed_import = La importación se ha detenido por un error nuestro
expired = Caducada: no se ha importado nada
expiredHelp = Esta importación ha caducado porque el archivo no se subió o la importación no se confirmó a tiempo. Importe el archivo de nuevo.
exports = Exportar
exportJson = Exportar como JSON
exportCsv = Exportar como CSV
exportFix = Descargar el archivo con comentarios (.{ $format })
exportFixHelp = Su archivo, con los problemas junto a cada fila.
another = Importar otro archivo
fixPath = Corregir el archivo
fixPath1 = Descargue su archivo con comentarios y corríjalo.
fixPath2 = Suelte aquí el archivo corregido o
rejectedCourses = Algunos cursos del archivo no existen. Eso bloquea toda la importación.
failedRetry = Inténtelo de nuevo: la importación continuará donde se detuvo.
failedFinal = Póngase en contacto con la administración de su portal.
pastEmpty = Todavía no hay importaciones.
doneCreated = { $count ->
    [one] { $count } usuario creado
   *[other] { $count } usuarios creados
}
doneUpdated = { $count ->
    [one] { $count } usuario actualizado
   *[other] { $count } usuarios actualizados
}
doneSkipped = { $count ->
    [one] { $count } usuario omitido
   *[other] { $count } usuarios omitidos
}
doneFailed = { $count ->
    [one] { $count } fila con errores
   *[other] { $count } filas con errores
}
doneAssigned = { $count ->
    [one] { $count } curso asignado
   *[other] { $count } cursos asignados
}
doneInvited = { $count ->
    [one] { $count } usuario invitado
   *[other] { $count } usuarios invitados
}
neverInvited = { $count ->
    [one] { $count } usuario existente nunca ha sido invitado.
   *[other] { $count } usuarios existentes nunca han sido invitados.
}
inviteThese = { $count ->
    [one] Enviar una invitación a esta persona
   *[other] Enviar invitaciones a estas { $count } personas
}
inviteAsk = { $count ->
    [one] ¿Enviar ahora { $count } invitación?
   *[other] ¿Enviar ahora { $count } invitaciones?
}
inviteSend = { $count ->
    [one] Enviar { $count } invitación
   *[other] Enviar { $count } invitaciones
}
inviteDone = { $count ->
    [0] No hay invitaciones que enviar.
    [one] Se enviará { $count } invitación.
   *[other] Se enviarán { $count } invitaciones.
}

short_awaiting_upload = Sin archivo
short_validating = Comprobando
short_awaiting_confirmation = Por confirmar
short_importing = En curso
short_completed = Completada
short_rejected = Rechazada
short_cancelled = Cancelada
short_failed = Error
short_expired = Caducada

undoTitle = Deshacer una importación
undoStart = Deshacer esta importación…
undoImport = Mostrar la importación
undoShow = Mostrar la reversión
undoOf = Reversión de { $name }
undo_validating = Preparando la reversión
undo_importing = Deshaciendo la importación
undoAlive = Puede cerrar esta ventana o la página; la reversión continúa.
undoPercent = Reversión { $percent }
undoOpen = Revisar la reversión
undoKeeps = Los cambios posteriores se conservan.
undoLinks = Las invitaciones de los usuarios eliminados dejarán de funcionar.
undoNothing = No se puede deshacer nada de esta importación.
undoSince = { $count ->
    [one] Desde entonces se ha completado { $count } importación
   *[other] Desde entonces se han completado { $count } importaciones
}
undoSinceHelp = También se eliminarán las personas que figuran en esas importaciones pero que estas no modificaron. Después, vuelva a importar el archivo correcto.
undoScope = No tiene permiso para deshacer importaciones. Póngase en contacto con la administración de su portal.
undoConfirm = { $removed ->
    [one] Eliminar { $removed } usuario
   *[other] Eliminar { $removed } usuarios
} y restaurar { $restored }
undoRemove = { $removed ->
    [one] Eliminar { $removed } usuario
   *[other] Eliminar { $removed } usuarios
}
undoRestore = { $restored ->
    [one] Restaurar { $restored } usuario
   *[other] Restaurar { $restored } usuarios
}
undoStays = sin cambios
undoRetry = Inténtelo de nuevo: la reversión continuará donde se detuvo.
undone = Esta importación se ha deshecho.
undoRunning = Esta importación se está deshaciendo.
undoStopped = La reversión de esta importación se ha detenido.
undo_completed = Importación deshecha
undo_completedWith = Importación deshecha en parte
undo_rejected = No se ha deshecho nada
undo_cancelled = Cancelada: no se ha deshecho nada
undo_expired = Caducada: no se ha deshecho nada
undo_failed = La reversión se ha detenido por un error nuestro
to_undo_removed = Por eliminar
to_undo_updated = Por restaurar
to_undo_course_assignments_removed = Cursos por retirar
undo_removed = Eliminados
undo_updated = Restaurados
undo_course_assignments_removed = Cursos retirados
undo_skipped = Sin cambios
undo_kept = Con valores conservados
why_changed-since = modificado desde entonces
why_active = ha iniciado sesión o ha activado la cuenta
why_gone = ya no existe
why_self-disable = es la persona que deshace la importación
why_kept = todos los valores se han modificado desde entonces
doneRemoved = { $count ->
    [one] { $count } usuario eliminado
   *[other] { $count } usuarios eliminados
}
doneRestored = { $count ->
    [one] { $count } usuario restaurado
   *[other] { $count } usuarios restaurados
}
doneLeft = { $count ->
    [one] { $count } usuario sin cambios
   *[other] { $count } usuarios sin cambios
}
doneUnassigned = { $count ->
    [one] { $count } curso retirado
   *[other] { $count } cursos retirados
}
short_undone = Deshecha
source_portal = subida
source_drop = desde el bucket
refused_already-undone = Esta importación ya se ha deshecho. Si la necesita, vuelva a importar su archivo.
refused_undo-in-progress = Esta importación ya se está deshaciendo. Confirme o cancele primero esa reversión.
refused_import-not-undoable = Esta importación no ha guardado nada; no hay nada que deshacer.


## Feeds.

feeds = Feeds
feedName = Feed { $name }
feedNotCounted = Filas sin una dirección legible: { $count }. Por eso no se ha contado a nadie como ausente.
feedNewest = Último archivo: { $date } · personas: { $count }
feedEmpty = Todavía no hay ningún archivo
feedHeld = Un archivo espera su decisión
feedWaits = Un archivo espera a otro
allFeeds = Todas las importaciones
heldTitle = Este archivo modificaría más usuarios de los que permite su feed
heldHelp = Todavía no se ha guardado nada. Si el archivo es correcto, impórtelo de todos modos; si no, cancele.
heldScope = No tiene permiso para importarlo de todos modos. Póngase en contacto con la administración de su portal.
heldLine = { $what }: { $users } ({ $found }, límite { $allowed })
absentPeople = Faltan en el archivo
confirmHeld = Importar de todos modos
confirmDisable = { $count ->
    [one] Desactivar { $count } usuario
    [many] Desactivar { $count } de usuarios
   *[other] Desactivar { $count } usuarios
}
waitsFor = En espera de otro archivo de este feed
newerFile = Un archivo más reciente del feed ha sustituido a este.
to_disabled = Por desactivar
disabled = Desactivados
other-feed = pertenece a otro feed
missing-from-feed = falta en el archivo
gone = ya no existe
self-disable = es la persona que importa el archivo
short_waits = En espera
refused_feed-busy = Se está importando otro archivo de este feed. Inténtelo de nuevo cuando termine.
refused_feed-out-of-date = Ya se ha importado un archivo más reciente de este feed.
doneDisabled = { $count ->
    [one] { $count } usuario desactivado
   *[other] { $count } usuarios desactivados
}

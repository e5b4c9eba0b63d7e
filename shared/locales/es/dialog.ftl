importUsers = Importar usuarios
addUsers = Añadir usuarios
close = Cerrar
loading = Cargando…
stepFile = Archivo
stepCheck = Comprobación
stepResult = Resultado

step1 = Rellenar la plantilla
step1Help = La plantilla contiene todas las columnas. Modifique solo las filas, nunca el encabezado, y guarde el archivo como CSV UTF-8.
courseColumns = Columnas de cursos
download = Descargar plantilla
columns = Contenido de las columnas
required = obligatorio
step2 = Elegir el archivo
drop = Suelte aquí el archivo CSV o
select = Seleccionar archivo
limits = Como máximo { $rows ->
    [one] { $rows } fila
    [many] { $rows } de filas
   *[other] { $rows } filas
} y { $size }.
checking = Comprobando el archivo…
checked = { $rows ->
    [one] { $rows } fila, lista para comprobar.
    [many] { $rows } de filas, listas para comprobar.
   *[other] { $rows } filas, listas para comprobar.
}
step3 = Opciones
update = Actualizar los usuarios existentes
updateOn = Los usuarios existentes reciben los valores del archivo.
updateOff = Los usuarios existentes se omiten.
mails = Enviar invitaciones
mailsOn = Los usuarios nuevos reciben una invitación de inmediato.
mailsOff = Puede invitarlos más tarde. Quien intente iniciar sesión recibirá la invitación automáticamente.
review = Revisar antes de importar
reviewOn = Verá qué va a cambiar antes de que se guarde nada.
reviewOff = Un archivo sin errores se importa de inmediato.
start = Importar
chooseFirst = Elija un archivo para continuar.
chooseOther = Elegir otro archivo
past = Últimas importaciones

fileCsv = No es un archivo CSV. Guárdelo como «CSV UTF-8» en su programa de hojas de cálculo y elija el archivo nuevo.
fileEmpty = El archivo está vacío. Rellene la plantilla y selecciónela de nuevo.
fileLarge = El archivo ocupa más de { $size }. Divídalo en varios archivos.
fileRows = El archivo tiene más de { $rows ->
    [one] { $rows } fila
    [many] { $rows } de filas
   *[other] { $rows } filas
}. Divídalo en varios archivos.
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
lastChange = En curso. Último cambio: { $ago }.
stuck = Sin progreso. Último cambio: { $ago }. La importación continuará automáticamente; no se perderá nada.
cancelImport = Cancelar importación

offline = Sin conexión. Se volverá a intentar automáticamente; no se perderá nada.
busy = El servicio está saturado. Se volverá a intentar automáticamente.
nextTry = Próximo intento en { $seconds } s.
tryNow = Intentar ahora
retry = Reintentar
signIn = Se ha cerrado su sesión. Inicie sesión de nuevo y la operación continuará donde la dejó.
uploadRefused = La subida ha fallado varias veces. Inténtelo de nuevo o póngase en contacto con la administración de su portal.
uploadLost = La subida se interrumpió. Elija el archivo de nuevo para continuar.
importGone = Esa importación ya no está disponible.
unexpected = Se ha producido un error en esta página. Inténtelo de nuevo.

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
preview = Vista previa
nothingYet = Todavía no se ha guardado nada. Haga clic en una cifra para ver la lista.
confirm = Confirmar e importar
confirmAdd = Confirmar y añadir usuarios
confirmValid = { $count ->
    [0] Importar las filas válidas
    [one] Importar { $count } fila válida
   *[other] Importar { $count } filas válidas
}
perLanguage = Correos por idioma: { $list }

created = Creados
updated = Actualizados
skipped = Omitidos
failed = Con errores
course_assignments = Asignaciones de cursos
invitations = Invitaciones
nobody = Esta lista está vacía.
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
kind_unmatched = No se encuentra en el portal
kind_duplicate = Repetido en el archivo
kind_exists = El usuario ya existe
kind_other = Otros
warning = advertencia

summary = Resumen
completed = Importación completada
completedWith = { $count ->
    [one] Importación completada, { $count } fila omitida
   *[other] Importación completada, { $count } filas omitidas
}
rejected = No se importó nada
rejectedHelp = Corrija los problemas siguientes y vuelva a subir el archivo.
cancelled = Cancelada: no se importó nada
failed_import = La importación se detuvo debido a un error por nuestra parte
expired = Caducada: no se importó nada
expiredHelp = Esta importación caducó porque no se subió el archivo o no se confirmó la importación a tiempo. Importe el archivo de nuevo.
exports = Exportar
exportJson = Exportar como JSON
exportCsv = Exportar como CSV
exportFix = Descargar el archivo con comentarios
exportFixHelp = Su archivo, con los problemas junto a cada fila.
another = Importar otro archivo

short_awaiting_upload = Sin archivo
short_validating = Comprobando
short_awaiting_confirmation = Por confirmar
short_importing = En curso
short_completed = Completada
short_rejected = Rechazada
short_cancelled = Cancelada
short_failed = Error
short_expired = Caducada

import-of = Importación { $import } de { $file }: { $end }
dry-run-of = Simulación de { $file }: { $end }. No se ha guardado nada.
file-refused = { $file }: { $end }

completed = completada
rejected = rechazada
cancelled = cancelada
failed = fallida
expired = caducada

count-created = creados
count-updated = actualizados
count-disabled = desactivados
count-skipped = omitidos
count-failed = con errores
count-course-assignments = cursos asignados
count-invitations = invitaciones
count-rows-blank = filas vacías omitidas
count-rows-repeated = filas repetidas omitidas
count-rows-left-out = filas omitidas
if-skipped = Con { $option }: { $created } creados, { $updated } actualizados, { $skipped } omitidos, { $failed } con errores.

problems = { $errors ->
    [one] { $errors } error
   *[other] { $errors } errores
}, { $warnings ->
    [one] { $warnings } advertencia
   *[other] { $warnings } advertencias
}
error = error
warning = advertencia
problem = { $place }: { $message }
more = … y { $count } más
more-in-file = … y { $count } más, véase { $file }
warnings-in-file = Advertencias de las filas importadas: véase { $file }

file-result = Resultado: { $path }
file-users = Una fila por usuario: { $path }
file-corrections = Archivo de correcciones (corríjalo y vuelva a importarlo): { $path }
file-corrections-path = Archivo de correcciones: { $path }

nothing-imported = No se ha importado nada.
rows-valid = Filas sin errores: { $valid } de { $total }.
changes = Cambios en usuarios existentes:
changes-by-column = Cambios en usuarios existentes, por columna: { $columns }
change-of = { $place }, { $email }: { $changes }
new-courses = cursos nuevos { $titles }
disabled-missing = Desactivados, porque faltan en el archivo:
courses-left-out = Cursos que las correcciones dejan fuera:
course-left-out = { $title }, { $company }: { $rows ->
    [one] { $rows } fila
   *[other] { $rows } filas
}
advice-file = Corrija los problemas del propio archivo y vuelva a importarlo. Ninguna opción permite omitirlos.
advice-skip = Para importar solo las filas sin errores: { $command }
created-uninvited = Los usuarios creados todavía no tienen invitación.
users-exist = { $count ->
    [one] { $count } usuario del archivo ya existe.
   *[other] { $count } usuarios del archivo ya existen.
}
never-invited = { $count ->
    [one] { $count } usuario existente nunca ha sido invitado.
   *[other] { $count } usuarios existentes nunca han sido invitados.
}
advice-invite = Para invitar a los usuarios de esta importación: { $command }
advice-invite-existing = Para invitar a los usuarios que ya existen: { $command }
advice-invite-all = Para invitar a todos los que no tienen invitación: { $command }

failure-store-refused = El almacenamiento de archivos o la tabla del sistema ha rechazado una solicitud de la importación. El registro del sistema indica la causa; corríjala y reintente la importación.
failure-plan-unreadable = Los datos guardados de la importación no se pueden leer. Vuelva a importar el archivo.
failure-import-stalled = La importación dejó de avanzar y se reinició tres veces sin éxito. No se ha perdido nada: cuando no haya alarmas activas en el sistema, reintente la importación y continuará donde se detuvo.
failure-store-refused-finally = El almacenamiento de archivos o la tabla del sistema ha rechazado una solicitud de la importación y la rechazaría de nuevo, por lo que reintentarla no sirve de nada. El registro del sistema indica la causa. Cuando esté corregida, importe de nuevo el archivo: se reconocerá a las personas que ya se guardaron.
failure-program-stopped = El programa se detuvo tres veces mientras leía este archivo, quizá por falta de memoria. No se guardó ningún usuario. Divida el archivo o dé más memoria al programa y vuelva a importar el archivo.
awaiting-upload = a la espera del archivo
validating = en comprobación
importing = en curso
refused-not-waiting = La importación no espera confirmación (estado: { $status }).
refused-has-errors = { $rows ->
    [one] { $rows } fila tiene errores. Confirme que debe omitirse, o cancele y corrija el archivo.
   *[other] { $rows } filas tienen errores. Confirme que deben omitirse, o cancele y corrija el archivo.
}
refused-too-late-to-cancel = { $state ->
    [importing] La importación ya se está realizando y no se puede cancelar.
   *[other] Es demasiado tarde para cancelar la importación (estado: { $status }).
}
refused-not-failed = Solo se puede reintentar una importación fallida (estado: { $status }).

undo-of = Importación { $undo }, que deshace { $import }: { $end }
undo-preview-of = Vista previa: deshacer la importación { $import }. No se ha guardado nada.
undo-question = { $removed ->
    [one] ¿Eliminar { $removed } usuario
   *[other] ¿Eliminar { $removed } usuarios
} y restaurar { $restored }?
imports-since = Importaciones completadas desde entonces (si alguna era correcta, vuelva a importar su archivo después de la reversión):
count-removed = eliminados
count-restored = restaurados
count-course-assignments-removed = cursos retirados
undo-retained = Sin deshacer:
retained-value = { $email }: { $column } sigue siendo { $current }
retained-empty = { $email }: { $column } sigue en blanco
retained-user = { $email }: { $reason }
reason-changed-since = modificado desde entonces
reason-active = ha iniciado sesión o ha activado la cuenta
reason-gone = ya no existe
reason-self-disable = es la persona que deshace la importación
reason-kept = no hay nada que se pueda restaurar

## Un archivo que espera por los límites de su feed.

awaiting-confirmation = a la espera de confirmación
would-wait = la importación quedaría a la espera de confirmación
held = El archivo supera los límites de su feed. Todavía no se ha guardado nada.
held-dry-run = El archivo supera estos límites de su feed:
held-create = usuarios por crear
held-update = usuarios por actualizar
held-disable = usuarios por desactivar
held-failed = filas con errores
held-absent = personas que faltan en el archivo
held-limit = { $what }: { $users } ({ $found } %, límite { $allowed } %)
advice-confirm = Si el archivo es correcto, confirme la importación: { $command }
advice-cancel = Si no, cancélela: { $command }

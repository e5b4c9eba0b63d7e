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
count-skipped = omitidos
count-failed = con errores
count-course-assignments = cursos asignados
count-invitations = invitaciones
count-rows-blank = filas vacías descartadas
count-rows-repeated = filas repetidas descartadas
count-rows-left-out = cabeceras repetidas descartadas
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

file-result = Resultado: { $path }
file-users = Una fila por usuario: { $path }
file-corrections = Para corregir y volver a importar: { $path }

undo-of = Importación { $undo }, que deshace { $import }: { $end }
undo-preview-of = Vista previa: deshacer la importación { $import }. No se ha guardado nada.
undo-question = { $removed ->
    [one] ¿Eliminar { $removed } usuario
   *[other] ¿Eliminar { $removed } usuarios
} y restablecer { $restored }?
imports-since = Completadas desde entonces. Vuelva a importar después el archivo correcto:
count-removed = eliminados
count-restored = restablecidos
count-course-assignments-removed = cursos retirados
undo-left = Se conserva:
left-value = { $email }: { $column } sigue siendo { $current }
left-empty = { $email }: { $column } sigue en blanco
left-user = { $email }: { $reason }
reason-changed-since = modificado desde entonces
reason-active = ha iniciado sesión o ha activado la cuenta
reason-gone = ya no existe
reason-self-disable = es la persona que deshace la importación
reason-kept = no hay nada que se pueda restablecer

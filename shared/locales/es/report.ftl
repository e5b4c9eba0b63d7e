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

file-result = Resultado: { $path }
file-users = Una fila por usuario: { $path }
file-corrections = Para corregir y volver a importar: { $path }

subject = Su invitación a { $tenant }
greeting = Hola, { $name }:
intro = Se ha creado una cuenta para usted en { $tenant }. Actívela para empezar sus cursos.
button = Activar mi cuenta
button-text = Activar mi cuenta:
validity = El enlace solo se puede usar una vez, hasta el { $expires_on }.
fallback = Si el botón no funciona, abra esta dirección:
ignore = ¿No esperaba este correo? Puede ignorarlo.
sender = Enviado a { $email } en nombre de { $tenant }. { $portal }

report-subject = { $tenant }: feed { $feed } – { $state }
report-completed = archivo importado
report-held = archivo en espera de su decisión
report-tested = prueba: no se ha guardado nada
report-superseded = archivo sustituido por uno más reciente
report-cancelled = importación cancelada
report-rejected = archivo rechazado
report-failed = importación detenida por un error nuestro
report-expired = importación caducada: nadie decidió a tiempo
report-of = { $at }, importación { $import }: { $state }
report-disabled = desactivados
report-absent = faltan en el archivo
report-count = { $what }: { $count }
report-limit = { $what }: { $count }, es decir, el { $found } % (límite: { $allowed } %)
report-problems = Problemas:
report-code-rows = { $code }: { $count } ({ $count ->
    [one] fila
   *[other] filas
} { $rows })
report-not-counted = Filas sin una dirección legible: { $count }. Por eso no se ha contado a nadie como ausente.
report-earlier = Archivos anteriores: { $count }
report-decide = El archivo modificaría más usuarios de los que permite el feed. Todavía no se ha guardado nada. Confirme o cancele la importación antes del { $until }; si no, caducará.
report-not-written = No se ha guardado nada de este archivo.
report-not-written-superseded = No se ha guardado nada de este archivo. No hace falta tomar ninguna decisión.
report-would-have-been = Si se hubiera importado el archivo, el resultado habría sido:
report-portal = Abrir el portal:
report-sender = Enviado a { $email }, porque el feed { $feed } de { $tenant } envía sus informes a esta dirección.

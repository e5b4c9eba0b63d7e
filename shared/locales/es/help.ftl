enrolment = Personas con su empresa, su cohorte y sus cursos
learners = Personas sin cursos

enrolment-enabled = 1 permite a la persona iniciar sesión; 0 crea la cuenta desactivada. También se aceptan VERDADERO y FALSO, sí y no.
enrolment-name = Nombre.
enrolment-last_name = Apellidos. Si la celda está vacía, se conserva el valor guardado.
enrolment-email = Dirección de correo electrónico. Identifica a la persona: una dirección, un usuario.
enrolment-companyName = El nombre de la empresa, exactamente como aparece en el portal.
enrolment-cohortName = Una cohorte de esa empresa, exactamente como aparece en el portal. Si la celda está vacía, se conserva el valor guardado mientras la empresa sea la misma.
enrolment-languageCode = Idioma de los cursos y de la invitación como código, por ejemplo es-ES, en o fr-CA.
enrolment-job_role = Puesto, en texto libre. Si la celda está vacía, se conserva el valor guardado.
enrolment-region = Región o ubicación, en texto libre. Si la celda está vacía, se conserva el valor guardado.
enrolment-module-requested = El título de un curso que se va a asignar. Añada una columna por curso; deje vacías las que una persona no necesite. Los cursos nunca se quitan.

learners-firstname = Nombre, 64 caracteres como máximo, sin símbolos. Se admiten letras de todos los alfabetos, apóstrofos y guiones.
learners-lastname = Apellidos, 64 caracteres como máximo, sin símbolos.
learners-email = Dirección de correo electrónico. Cada dirección solo puede figurar una vez en el archivo.
learners-identifier = Solo letras y cifras; se muestra como nombre de usuario en los informes. Los ceros iniciales se conservan. Puede quedar vacío.
learners-country = País con dos letras mayúsculas (ISO 3166-1 alfa-2): ES, FR, US, GB.
learners-language = Idioma con dos letras minúsculas (ISO 639-1): es, en, fr. Determina el idioma de la invitación.

option-layout = Qué columnas tiene el archivo.
option-update_existing = Marcado: los usuarios existentes se actualizan con los valores del archivo y los cursos nuevos; las celdas opcionales vacías no cambian nada. Sin marcar: se quedan como están y figuran como omitidos.
option-update_existing-learners = Este formato solo añade personas. Una fila con un usuario que ya existe se considera un error.
option-send_invitations = Marcado: cada usuario nuevo recibe de inmediato la invitación por correo electrónico. Sin marcar: nadie recibe ahora un correo, y las invitaciones se pueden enviar más tarde.
option-on_row_errors = Qué ocurre si algunas filas tienen errores. reject: no se importa nada. skip: se importan las demás filas. No se aplica cuando la importación espera su decisión.
option-confirm = Marcado: primero se comprueba el archivo, y no se importa nada antes de que usted haya visto el resultado y lo haya confirmado.

sheet-columns = Columnas
sheet-intro = Rellene la primera hoja, una fila por persona, y no modifique el encabezado. Las celdas con lista muestran una flecha; se ofrecen las cohortes y los cursos de la empresa de la misma fila.
sheet-column = Columna
sheet-required = Obligatorio
sheet-yes = sí
sheet-meaning = Contenido
sheet-companies = Empresas
sheet-cohorts = Cohortes
sheet-courses = Cursos
sheet-languages = Idiomas
sheet-countries = Países
sheet-not-listed = Algunas cohortes o cursos no figuran aquí porque son demasiados. Escríbalos exactamente como aparecen en el portal.

users = Usuarios
language = Idioma
token = Esta API requiere un token. Se guarda solo en esta página.
use = Usar token
wrongToken = Este token se ha rechazado. Introduzca otro.
noAnswer = Sin respuesta. Compruebe la conexión e inténtelo de nuevo.

company = Empresa
status = Estado
search = Buscar
clear = Borrar los filtros
all = Todos
pending = Pendiente
active = Activo
disabled = Desactivado
user = Usuario
select = Seleccionar { $name }
selectAll = Seleccionar todos los usuarios mostrados
chosenCount = { $count ->
    [one] { $count } seleccionado
   *[other] { $count } seleccionados
}
more = Mostrar más
empty = Todavía no hay usuarios
emptyHelp = Importe un archivo para añadir los primeros.
noMatch = Sin resultados
noMatchHelp = Pruebe con otros filtros.
q = Nombre, correo o identificador
selectColumn = Selección
searching = Buscando…
filters = Filtros
companiesCut = No se muestran todas las empresas. Si falta alguna, escriba su nombre completo.

invitation = Invitación
held = Retenida
queued = En espera de envío
sending = Enviando
sent = Enviada
delivered = Entregada
bounced = Rebotada
complained = Marcada como spam
unconfirmed = Sin confirmar
accepted = Aceptada
expired = Caducada
invite = Enviar invitación
inviteAll = Invitar a todas las personas sin invitación
invited = { $queued ->
    [0] No hay invitaciones que enviar.
    [one] Se enviará { $queued } invitación.
   *[other] Se enviarán { $queued } invitaciones.
}{ $already_invited ->
    [0] {""}
    [one] {" "}{ $already_invited } persona ya ha sido invitada.
   *[other] {" "}{ $already_invited } personas ya han sido invitadas.
}{ $already_active ->
    [0] {""}
    [one] {" "}{ $already_active } cuenta ya está activa.
   *[other] {" "}{ $already_active } cuentas ya están activas.
}{ $disabled ->
    [0] {""}
    [one] {" "}{ $disabled } cuenta está desactivada.
   *[other] {" "}{ $disabled } cuentas están desactivadas.
}
running = Preparando las invitaciones… Hasta ahora: { $queued }.
runFailed = Algunas personas no han sido invitadas. Inténtelo de nuevo.
noMails = Las invitaciones no están configuradas en este portal.
stopped_bounces = El envío se ha detenido: { $bounced } de { $sent ->
    [one] { $sent } correo
   *[other] { $sent } correos
} { $bounced ->
    [one] ha rebotado
   *[other] han rebotado
}. Revise las direcciones y luego reanude el envío.
stopped_account = El envío está en pausa: el servicio de correo ha suspendido esta cuenta. El envío se reanudará automáticamente.
resume = Reanudar el envío
notInvited = Sin invitar
sendAgain = Enviar de nuevo
inviteAllFiltered = Borre primero los demás filtros.
askAll = { $count ->
    [one] ¿Enviar una invitación a { $count } persona de todas las empresas?
   *[other] ¿Enviar invitaciones a { $count } personas de todas las empresas?
}
askAllMore = ¿Enviar invitaciones a más de { $count } personas de todas las empresas?
askCompany = { $count ->
    [one] ¿Enviar una invitación a { $count } persona de { $company }?
   *[other] ¿Enviar invitaciones a { $count } personas de { $company }?
}
askCompanyMore = ¿Enviar invitaciones a más de { $count } personas de { $company }?
askSend = { $count ->
    [one] Enviar { $count } invitación
   *[other] Enviar { $count } invitaciones
}
askSendMore = Enviar más de { $count } invitaciones

activate = Active su cuenta
activateText = Haga clic en el botón para activar su cuenta.
accept = Activar
welcome = Le damos la bienvenida, { $name }. Su cuenta { $email } está activa.
invalid = Este enlace no funciona: ya se ha usado, ha caducado o está incompleto. Pida una nueva invitación.
activated = Su cuenta está activa
openAgain = Abra de nuevo el enlace del correo.
goTo = Ir a { $tenant }

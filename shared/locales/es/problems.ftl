# El tratamiento es de usted.

place-file = el archivo
place-row = fila { $row }
place-line = línea { $line }
place-row-line = fila { $row } (línea { $line })
place-column = columna { $column }

did-you-mean = ¿Quería decir { $suggestions }?
the-cell = La celda
this-column = sin nombre
short-row = { $count ->
    [none] La fila tiene menos celdas que el encabezado
    [one] La fila solo tiene { $count } celda, mientras que el encabezado tiene { $limit } columnas
   *[other] La fila solo tiene { $count } celdas, mientras que el encabezado tiene { $limit } columnas
}; puede que falte una celda o que un salto de línea divida la fila en dos.

in-rows = { $kind ->
    [only] (fila { $list })
    [count] ({ $rows ->
        [one] { $rows } fila
        [many] { $rows } de filas
       *[other] { $rows } filas
    })
    [all] ({ $rows ->
        [one] { $rows } fila
       *[other] { $rows } filas
    }: { $list })
   *[first] ({ $rows ->
        [one] { $rows } fila
        [many] { $rows } de filas
       *[other] { $rows } filas
    }, entre ellas { $list })
}

letter-of-script = ⟨{ $letter } { $code } { $script ->
    [latin] latino
    [cyrillic] cirílico
    [greek] griego
    [armenian] armenio
   *[cherokee] cheroqui
}⟩

next-sample = {"; "}

bytes = { $short ->
    [none] { $count ->
        [one] { $count } byte
       *[other] { $count } bytes
    }
   *[other] { $short } ({ $count ->
        [one] { $count } byte
        [many] { $count } de bytes
       *[other] { $count } bytes
    })
}

kind-of-file = { $found ->
    [a-workbook-xlsx-ods-or-a-zip-archive] un libro (.xlsx, .ods) o un archivo zip
    [an-empty-zip-archive] un archivo zip vacío
    [an-old-workbook-xls] un libro antiguo (.xls) o protegido con contraseña
    [a-workbook-with-a-password] un libro protegido con contraseña
    [a-pdf] un PDF
    [a-text-document-rtf] un documento de texto (.rtf)
    [a-gzip-archive] un archivo gzip
    [a-7z-archive] un archivo 7z
    [a-rar-archive] un archivo rar
    [a-picture] una imagen
    [a-damaged-workbook] un libro dañado
    [a-workbook-in-another-encoding] un libro con una codificación no admitida
    [a-zip-archive] un archivo zip
    [an-opendocument-sheet-ods] una hoja OpenDocument (.ods)
    [a-sylk-sheet-slk] una hoja SYLK (.slk)
    [a-binary-workbook-xlsb] un libro binario (.xlsb)
    [a-numbers-document] un documento de Numbers
    [a-web-page-html-or-xml] una página web (HTML o XML)
    [json] JSON
    [a-vcard] una vCard
    [a-markdown-table] una tabla de Markdown
    [a-list-with-columns-separated-by-tildes] una lista con columnas separadas por ~
    [a-list-with-columns-separated-by-carets] una lista con columnas separadas por ^
    [a-list-with-columns-of-fixed-width] una lista con columnas de ancho fijo
   *[other] { $found }
}

corrections-in-utf8 = Este archivo está en UTF-8, porque { $encoding } no admite algunos caracteres de estos mensajes.

## Errores de todo el archivo.

file-empty = El archivo está vacío.
    .fix = Rellene la plantilla, una fila por persona, y vuelva a importarlo.
    .hidden-sheets = Las hojas visibles del libro están vacías, pero hay hojas ocultas.
    .hidden-sheets-fix = Si la lista está en una hoja oculta, muéstrela, guarde el libro e impórtelo de nuevo.
file-too-large = El archivo ocupa { $size }; una importación admite como máximo { $size-limit }.
    .fix = Divídalo en archivos más pequeños, cada uno con el encabezado, e impórtelos uno tras otro.
file-not-csv = { $kind ->
    [none] No es un archivo CSV.
   *[other] El archivo es { $kind }, no un archivo CSV.
}
    .fix = Abra la lista en una hoja de cálculo, guárdela como «CSV UTF-8» e importe ese archivo.
    .wrong-suffix = { $found ->
    [none] El nombre del archivo no termina en .csv.
   *[other] El nombre del archivo, { $found }, no termina en .csv.
}
    .neither-suffix = { $found ->
    [none] El nombre del archivo no termina en .csv ni en .xlsx.
   *[other] El nombre del archivo, { $found }, no termina en .csv ni en .xlsx.
}
    .neither-suffix-fix = Abra la lista en una hoja de cálculo, guárdela como libro (.xlsx) o como «CSV UTF-8» e importe ese archivo.
    .neither-kind = { $kind ->
    [none] El archivo no se puede importar.
   *[other] El archivo es { $kind } y no se puede importar.
}
    .neither-kind-fix = Abra la lista en una hoja de cálculo, guárdela como libro de Excel (.xlsx) e importe ese archivo.
    .password = Este libro está protegido con una contraseña.
    .password-fix = Quite la contraseña en la hoja de cálculo, guarde el libro como .xlsx e impórtelo de nuevo.
file-encoding = { $byte ->
    [none] { $what ->
        [none] El archivo no se puede leer como texto.
        [mostly-control-characters] El archivo contiene sobre todo caracteres de control y no se puede leer como texto.
       *[other] El archivo está en { $what } y no se puede leer como texto.
    }
   *[other] El archivo contiene{ $place ->
        [none] {""}
       *[other] , en la { $place },
    } un carácter que no se puede leer en { $encoding ->
        [none] UTF-8
       *[other] { $encoding }
    } (byte { $byte }).
}
    .fix = Vuelva a guardar el archivo como «CSV UTF-8» e impórtelo.
    .candidates = El archivo no está en UTF-8 y su codificación no se puede determinar con certeza. Puede ser { $candidates }.
    .candidates-fix = Vuelva a guardar el archivo como «CSV UTF-8» e impórtelo, o indique la codificación: en las opciones de la importación, con --encoding en la línea de comandos o como encoding en los metadatos del objeto.
file-no-rows = El archivo tiene encabezado, pero ninguna fila.
    .fix = Añada una fila por persona y vuelva a importarlo.
    .left-out = Las correcciones omiten todas las filas del archivo.
    .left-out-fix = Conserve al menos una fila o importe otro archivo.
file-too-many-rows = El archivo tiene { $count ->
    [none] demasiadas filas
    [one] { $count } fila
    [many] { $count } de filas
   *[other] { $count } filas
}; con este formato, una importación admite como máximo { $limit }.
    .fix = Divídalo en { $files ->
    [none] varios archivos
    [one] { $files } archivo
   *[other] { $files } archivos
}, cada uno con el encabezado, e impórtelos uno tras otro.
file-quote-unclosed = Una celda entre comillas empieza { $line ->
    [none] aquí
   *[other] en la línea { $line }
}{ $found ->
    [none] {""}
   *[other] {" "}con { $found }
} y no termina nunca; todo lo que sigue se ha leído como una sola celda.
    .fix = Añada las comillas de cierre o duplique las comillas que forman parte del texto.
file-changed = El archivo se reemplazó o eliminó antes de que terminara de leerse.
    .fix = Vuelva a subirlo y no lo modifique hasta que termine la importación.
results-gone = Los resultados de la importación que se quiere deshacer ya no se conservan: se eliminan a los 30 días, y el plan de una importación fallida, a los 7. Importe en su lugar un archivo corregido.
feed-unknown = No existe ningún feed con el nombre { $found }.
    .fix = Compruebe la carpeta en «drop/feeds» o cree primero el feed.
    .no-folder = Este archivo está directamente en «drop/feeds» y no en la carpeta de un feed.
    .no-folder-fix = Póngalo en la carpeta de su feed.
feed-out-of-date = Ya se ha importado un archivo más reciente del feed { $found }.
    .fix = Exporte de nuevo la lista e importe el archivo nuevo.
workbook-too-large = Este libro es demasiado grande: descomprimido, supera el tamaño permitido.
    .fix = Guarde la hoja como «CSV UTF-8» e importe ese archivo.
    .rows = La hoja tiene { $count } filas; un libro puede tener { $limit } como máximo.
    .rows-fix = Divídala, o guarde la hoja como «CSV UTF-8» e importe ese archivo.
    .in-bytes = El libro ocupa { $size }; el máximo es { $size-limit }.
    .in-bytes-fix = Guarde la hoja como «CSV UTF-8» e importe ese archivo.
workbook-several-sheets = Varias hojas tienen las columnas de este formato: { $labels }.
    .fix = Conserve solo una de ellas u oculte las demás.
header-missing = { $found ->
    [none] La primera fila no contiene los nombres de columna.
   *[other] La primera fila es { $found } y no contiene los nombres de columna.
}
    .fix = Ponga el encabezado de la plantilla encima de las filas.{ $labels ->
    [none] {""}
   *[other] {" "}Los nombres de columna son { $labels }.
}
    .header-further-down-fix = El encabezado parece estar en la línea { $count }. Elimine las líneas anteriores y vuelva a importar el archivo.{ $labels ->
    [none] {""}
   *[other] {" "}Los nombres de columna son { $labels }.
}
    .hidden-sheets-fix = Si la lista está en una hoja oculta, muéstrela. Ponga el encabezado de la plantilla encima de las filas.{ $labels ->
    [none] {""}
   *[other] {" "}Los nombres de columna son { $labels }.
}
header-too-many-columns = El archivo tiene { $column ->
    [none] { $count ->
        [none] demasiadas columnas
        [one] { $count } columna
       *[other] { $count } columnas
    }
   *[other] { $count ->
        [none] demasiadas columnas { $column }
        [one] { $count } columna { $column }
       *[other] { $count } columnas { $column }
    }
}; el máximo es { $limit }.
    .fix = { $column ->
    [none] Quite las columnas que no están en la plantilla.
   *[other] Quite las que no se rellenan en ninguna fila o reparta los cursos entre varias importaciones.
}
header-column-missing = La columna { $column } es obligatoria y falta en el archivo.
    .fix = { $near ->
    [none] Añada una columna con exactamente este nombre: { $column }.
   *[other] Si se trata de la columna { $near }, cámbiele el nombre a { $column }.
}
header-column-unknown = La columna { $column } no existe en este formato.
    .fix = { $meant ->
    [none] Quite la columna o dele un nombre de la plantilla.
   *[other] { $meant }Escriba el nombre exactamente así, con las mismas mayúsculas y los mismos espacios.
}
    .formatted-number = Es posible que la hoja muestre el nombre de columna { $column } de otra forma.
    .formatted-number-fix = Dé a la celda formato de texto y escriba el nombre de columna de la plantilla.
    .merged-cell = La hoja no muestra el nombre de columna { $column } porque lo cubre una celda combinada.
    .merged-cell-fix = Separe las celdas y dé a cada columna su nombre.
    .no-name = El archivo contiene una columna que no existe en este formato.
header-column-duplicate = La columna { $column } figura { $count ->
    [none] más de una vez
    [2] dos veces
   *[other] { $count } veces
} en el archivo.
    .fix = Conserve una y quite las demás, para que quede claro cuál vale.
course-unmatched = { $found } no es un curso de la empresa { $company ->
    [none] de esta fila
   *[other] { $company }
}{ $in-rows }.
    .fix = { $meant }Corrija el título o añada primero el curso a la empresa.
    .several-titles = { $found } contiene varios cursos de la empresa { $company ->
    [none] de esta fila
   *[other] { $company }
}{ $in-rows }{ $titles ->
    [none] {""}
   *[other] : { $titles }
}.
    .several-titles-fix = Escriba un título en cada columna{ $labels ->
    [none] {""}
   *[other] : { $labels }
}.
    .no-value-fix = Si no hay ningún curso, deje la celda vacía.
    .further-titles = Solo se enumeran los primeros { $limit } títulos sin curso correspondiente; celdas con otros títulos: { $count }{ $in-rows }.
    .further-titles-fix = Corrija los títulos enumerados o compruebe que ninguna columna se haya desplazado.
course-ambiguous = { $found } puede referirse a varios cursos de la empresa { $company ->
    [none] de esta fila
   *[other] { $company }
}{ $in-rows }{ $suggestions ->
    [none] {""}
   *[other] : { $suggestions }
}.
    .fix = Copie letra por letra el título del curso correcto.
    .same-title = { $found } es el título de varios cursos de la empresa { $company ->
    [none] de esta fila
   *[other] { $company }
}{ $in-rows }.
    .same-title-fix = Dé a cada uno de estos cursos un título propio en el catálogo y vuelva a importar el archivo.
file-not-split = Cada línea del archivo es una sola celda, porque la línea entera está entre comillas.
    .fix = Divida la columna A en varias columnas en la hoja de cálculo, guarde el archivo como «CSV UTF-8» e impórtelo.
    .separator-line = Según la línea «sep=» del principio, las celdas están separadas por { $delimiter ->
    [comma] comas
    [semicolon] puntos y comas
    [tab] tabuladores
    [bar] barras verticales
    [none] un separador
   *[other] { $delimiter }
}, pero lo están por { $row-delimiter ->
    [comma] comas
    [semicolon] puntos y comas
    [tab] tabuladores
    [bar] barras verticales
    [none] otro
   *[other] { $row-delimiter }
}.
    .separator-line-fix = Elimine o corrija esa línea y vuelva a importar el archivo.
    .empty-separator-line = La línea «sep=» del principio no indica ningún separador, pero las celdas están separadas por { $row-delimiter ->
    [comma] comas
    [semicolon] puntos y comas
    [tab] tabuladores
    [bar] barras verticales
    [none] un separador
   *[other] { $row-delimiter }
}.
    .empty-separator-line-fix = Elimine o corrija esa línea y vuelva a importar el archivo.
file-delimiter-mixed = Los nombres de columna están separados por { $delimiter ->
    [comma] comas
    [semicolon] puntos y comas
    [tab] tabuladores
    [bar] barras verticales
    [none] un separador
   *[other] { $delimiter }
}, pero { $row ->
    [none] las filas
   *[other] la fila { $row }
} por { $row-delimiter ->
    [comma] comas
    [semicolon] puntos y comas
    [tab] tabuladores
    [bar] barras verticales
    [none] otro
   *[other] { $row-delimiter }
}.
    .fix = Vuelva a guardar la lista desde la hoja de cálculo como «CSV UTF-8», con el mismo separador en todas las líneas, e importe ese archivo.
layout-mismatch = Este archivo parece tener el formato { $layout }, pero la importación espera el formato { $expected-layout }.
    .fix = Elija el formato { $layout } para la importación (--layout en la línea de comandos) o use los nombres de columna de la plantilla.
    .set-by-feed-fix = Los archivos de un feed tienen el formato { $expected-layout }: use los nombres de columna de su plantilla.
header-column-missing-label = La columna { $column } tiene datos{ $found ->
    [none] {""}
   *[other] , por ejemplo { $found },
} pero no tiene nombre en el encabezado, y le siguen columnas con nombre: probablemente los nombres se han desplazado.
    .fix = Escriba el nombre que falta o elimine la columna, y vuelva a importar el archivo.
    .formula-without-result = El nombre de la columna { $column } es una fórmula cuyo resultado no está en el libro.
    .formula-without-result-fix = Abra el archivo en una hoja de cálculo, guárdelo e impórtelo de nuevo.
option-invalid = { $values ->
    [none] No se reconoce { $found ->
        [none] una opción de esta importación
       *[other] la opción { $found }
    }.
   *[other] { $found ->
        [none] Una opción de esta importación
       *[other] La opción { $found }
    } tiene un valor no válido.
}
    .fix = { $values ->
    [none] Quítela o corrija su nombre.
   *[other] Use { $values }.
}
    .not-in-layout = { $found ->
    [none] Una opción de esta importación
   *[other] La opción { $found }
} no es compatible con este formato.
    .not-in-layout-fix = Quítela o elija el otro formato.
    .set-by-feed = { $found ->
    [none] Una opción de esta importación
   *[other] La opción { $found }
} viene determinada por el feed de este archivo.
    .set-by-feed-fix = Quítela. Para cambiarla, modifique la configuración del feed.

## Errores de una fila.

row-too-many-cells = La fila tiene { $count ->
    [none] demasiadas celdas
    [one] { $count } celda
   *[other] { $count } celdas
} y el encabezado solo { $limit ->
    [one] { $limit } columna
   *[other] { $limit } columnas
}{ $found ->
    [none] {""}
   *[other] ; la primera celda que sobra es { $found }
}.
    .fix = Es posible que el texto de una celda contenga el separador y haya perdido las comillas: ponga esa celda entre comillas dobles.
    .misplaced-quote = Hay unas comillas en un lugar inusual{ $found ->
    [none] {""}
   *[other] {" "}({ $found })
}, y la fila se ha leído con { $count ->
    [none] celdas de más o de menos
    [one] { $count } celda
   *[other] { $count } celdas
} aunque el encabezado tiene { $limit ->
    [one] { $limit } columna
   *[other] { $limit } columnas
}.
    .misplaced-quote-fix = Corrija las comillas: las que forman parte del texto se escriben dos veces, y una celda que contiene el separador va entre comillas.
    .joined-cells = Hay unas comillas en un lugar inusual{ $found ->
    [none] {""}
   *[other] {" "}({ $found })
}, y es posible que dos celdas se hayan leído como una sola.
    .joined-cells-fix = Corrija las comillas: las que forman parte del texto se escriben dos veces, y una celda que contiene el separador va entre comillas.
    .workbook-fix = Mueva la celda a una columna con nombre o vacíela.
row-too-long = La fila ocupa { $size }; el máximo es { $size-limit }.
    .fix = Es posible que falte un salto de línea o unas comillas de cierre: compruebe dónde debe terminar la fila.
cell-control-character = { $found } contiene { $character ->
    [none] un carácter de control
   *[other] el carácter de control { $character }
}.
    .fix = Borre la celda y vuelva a escribirla.
    .replaced = { $found } contiene «�», que un programa escribió en lugar de un carácter que no pudo leer.
cell-line-break = { $found } contiene un salto de línea.
    .fix = Escriba el contenido en una sola línea.
    .course-fix = Escriba el título en una sola línea; si hay varios títulos, escriba uno en cada columna.
cell-too-long = La celda tiene { $count ->
    [none] demasiados caracteres
    [one] { $count } carácter
   *[other] { $count } caracteres
}; el máximo es { $limit }.
    .fix = Acorte el texto.
    .in-bytes = La celda ocupa { $size }; el máximo es { $size-limit }.
    .in-bytes-fix = Acórtela o compruebe si faltan unas comillas de cierre.
enabled-invalid = { $found ->
    [none] La celda está vacía.
   *[other] { $found } no es ni 1 ni 0.
}
    .fix = { $meant }Escriba 1 si la persona puede iniciar sesión, o 0 para crear la cuenta desactivada.
name-missing = Falta el nombre.
    .fix = Indíquelo.
name-too-long = El nombre tiene { $count ->
    [none] demasiados caracteres
    [one] { $count } carácter
   *[other] { $count } caracteres
}; el máximo es { $limit }.
    .fix = Acórtelo.
name-invalid = { $found } contiene { $character ->
    [none] un símbolo
   *[other] { $character }
}, que no se admite en los nombres.
    .fix = { $meant }Use letras, espacios, apóstrofos, guiones y puntos.
last-name-missing = Faltan los apellidos.
    .fix = Indíquelos.
last-name-too-long = Los apellidos tienen { $count ->
    [none] demasiados caracteres
    [one] { $count } carácter
   *[other] { $count } caracteres
}; el máximo es { $limit }.
    .fix = Acórtelos.
last-name-invalid = { $found } contiene { $character ->
    [none] un símbolo
   *[other] { $character }
}, que no se admite en los nombres.
    .fix = { $meant }Use letras, espacios, apóstrofos, guiones y puntos.
email-missing = Falta la dirección de correo electrónico.
    .fix = Indíquela: identifica a la persona.
    .not-a-person = La fila dice { $found } y parece un pie de página o un separador, no una persona.
    .not-a-person-fix = Elimine la fila.
email-invalid = { $found } no es una dirección de correo electrónico.
    .fix = { $meant }Escríbala con la forma nombre@dominio.
    .no-dot = { $found } no tiene ningún punto después de la @.
    .no-dot-fix = { $meant }Escriba el dominio completo, por ejemplo nombre@example.org.
    .several-addresses = { $found } contiene más de una dirección.
    .several-addresses-fix = Escriba una dirección por fila y una fila para cada persona.
    .non-ascii-local-part = { $found } contiene antes de la @ { $character ->
    [none] una letra especial
   *[other] el carácter { $character }
}; a una dirección así no se pueden enviar correos.
    .non-ascii-local-part-fix = { $meant }Use otra dirección de la persona.
    .long-local-part = { $found } tiene { $count ->
    [none] demasiados caracteres
    [one] { $count } carácter
   *[other] { $count } caracteres
} antes de la @; el máximo es { $limit }.
    .long-local-part-fix = Use otra dirección de la persona.
email-duplicate = { $found } ya figura en { $other-row ->
    [none] una fila anterior
   *[other] la fila { $other-row }
}.
    .fix = Conserve una fila por persona o corrija la dirección si se trata de dos personas.
    .only-courses-differ = { $found } ya figura en { $other-row ->
    [none] una fila anterior
   *[other] la fila { $other-row }
}, con otros cursos.
    .only-courses-differ-fix = Ponga todos los cursos de una persona en una sola fila, con más columnas «module requested».
user-exists = { $found } ya tiene una cuenta, y esta importación solo añade personas nuevas.
    .fix = Quite la fila o corrija la dirección si se trata de otra persona.
self-disable = Esta fila desactivaría la cuenta que realiza la importación.
    .fix = Escriba 1 en la celda o pida a otra persona con permisos de administración que la desactive.
company-missing = Falta la empresa.
    .fix = Indique su nombre exactamente como aparece en el portal.
company-unmatched = No existe la empresa { $found }.
    .fix = { $meant }Escriba el nombre exactamente como aparece en el portal o cree primero la empresa.
cohort-unmatched = { $found } no es una cohorte de la empresa { $company ->
    [none] de esta fila
   *[other] { $company }
}.
    .fix = { $meant }Escriba el nombre exactamente como aparece en el portal o cree primero la cohorte.
    .no-value-fix = Si no hay ninguna cohorte, deje la celda vacía.
language-missing = Falta el idioma.
    .fix = Escriba { $form ->
    [letters] dos letras minúsculas, por ejemplo es o fr
   *[tag] un código, por ejemplo es-ES o fr
}.
language-invalid = { $found } no es un código de idioma.
    .fix = { $meant }Escriba { $form ->
    [letters] dos letras minúsculas, por ejemplo es o fr
   *[tag] un código, por ejemplo es-ES o fr
}.
    .country-code = { $found } no es un código de idioma; puede ser el código de un país.
    .wrong-case = { $found } no está en minúsculas.
    .wrong-case-fix = { $suggestions ->
    [none] Use minúsculas.
   *[other] Escriba { $suggestions }.
}
country-invalid = { $found } no es un código de país.
    .fix = { $meant }Escriba el país con dos letras mayúsculas, por ejemplo ES o MX.
    .wrong-case = { $found } no está en mayúsculas.
    .wrong-case-fix = { $suggestions ->
    [none] Use mayúsculas.
   *[other] Escriba { $suggestions }.
}
    .no-value-fix = Si no se conoce el país, deje la celda vacía.
identifier-invalid = { $found } contiene { $character ->
    [none] un carácter que no es letra ni cifra
   *[other] el carácter { $character }
}.
    .fix = { $meant }Use solo letras y cifras o deje la celda vacía.
    .no-value-fix = Si no hay identificador, deje la celda vacía.
identifier-duplicate = { $found } ya figura en { $other-row ->
    [none] una fila anterior
   *[other] la fila { $other-row }
}.
    .fix = Dé a cada persona un identificador propio o deje la celda vacía.
    .no-value-fix = Si no hay identificador, deje la celda vacía.
identifier-taken = { $holder ->
    [none] Otro usuario ya tiene el identificador { $found }.
   *[other] El usuario { $holder } ya tiene el identificador { $found }.
}
    .fix = Compruebe a quién pertenece. Los informes lo muestran como nombre de usuario.
spreadsheet-damage = { $found } es el resultado de convertir un número largo en la hoja de cálculo; se han perdido cifras.
    .fix = Dé a la columna formato de texto, vuelva a escribir el número y guarde.
    .spreadsheet-error = { $found } es un valor de error que la hoja de cálculo puso en lugar del texto.
    .spreadsheet-error-fix = Corrija la fórmula en la hoja de cálculo o escriba el valor.
    .date-cell = { $found } es una fecha y esta columna debe contener texto.
    .date-cell-fix = Dé a la celda formato de texto y escriba lo que debe contener.
    .formatted-number = Es posible que la hoja muestre el valor { $found } de otra forma.
    .formatted-number-fix = Dé a la celda formato de texto y escriba lo que debe contener.
    .formula-without-result = El libro no contiene el resultado de la fórmula de esta celda.
    .formula-without-result-fix = Abra el archivo en una hoja de cálculo, guárdelo e impórtelo de nuevo.
    .merged-cell = Esta celda forma parte de una celda combinada, cuyo texto está en otra fila o columna.
    .merged-cell-fix = Separe las celdas y escriba el valor en cada fila a la que pertenece.
courses-too-many = Con esta fila, la persona tendría { $count ->
    [one] { $count } curso
   *[other] { $count } cursos
}; el máximo es { $limit }.
    .fix = Quite cursos de la fila.
    .in-bytes = Con esta fila, el registro de la persona sería demasiado grande para guardarlo.
changed-since-preview = Algo de lo que depende la fila se modificó después de la vista previa, por lo que la fila no se ha importado.
    .fix = Vuelva a importarla para ver qué haría ahora.
    .user-changed = Esta persona se creó, modificó o eliminó después de la vista previa, por lo que la fila no se ha importado.
    .catalog-changed = La empresa, su cohorte o uno de sus cursos se modificó o eliminó después de la vista previa, por lo que la fila no se ha importado.
    .catalog-changed-fix = Compruébelos y vuelva a importar la fila.
    .catalog-removed = La empresa, su cohorte o uno de sus cursos se eliminó antes de que se reintentara la importación, por lo que la fila no se ha importado.
    .catalog-removed-fix = Compruébelos y vuelva a importar la fila.

## Advertencias.

file-encoding-assumed = El archivo no indica su codificación y se ha leído con la codificación { $encoding ->
    [none] más probable
   *[other] { $encoding }
}{ $samples }.
    .fix = Si alguna letra se ve mal, guárdelo como «CSV UTF-8» e importe ese archivo, o indique la codificación: en las opciones de la importación o con --encoding en la línea de comandos.
file-delimiter-assumed = El separador detectado es { $delimiter ->
    [comma] la coma
    [semicolon] el punto y coma
    [tab] el tabulador
    [bar] la barra vertical
    [none] el más probable
   *[other] { $delimiter }
}.
    .fix = Si las columnas se ven mal, guarde el archivo como «CSV UTF-8» con comas.
file-mojibake = { $found } parece contener caracteres incorrectos en lugar de letras acentuadas{ $in-rows }.
    .fix = { $meant }Si es así, vuelva a guardar el original como «CSV UTF-8» e impórtelo{ $encoding ->
    [none] {""}
   *[other] , o indique la codificación { $encoding } para restaurar las letras
}; de lo contrario, se importan sin cambios.
    .refused = { $found } parece contener caracteres incorrectos en lugar de letras acentuadas{ $in-rows }. No se ha importado nada.
    .refused-fix = { $meant }Vuelva a guardar el original como «CSV UTF-8» e impórtelo. O indique en las opciones de la importación la codificación { $encoding ->
    [none] del archivo
   *[other] { $encoding } para restaurar las letras, o utf-8
} si el texto es correcto.
    .workbook-fix = { $meant }Si es así, corrija el texto en la hoja e importe el libro de nuevo; de lo contrario, se importa sin cambios.
    .refused-workbook = { $found } parece contener caracteres incorrectos en lugar de letras acentuadas{ $in-rows }. No se ha importado nada.
    .refused-workbook-fix = { $meant }Corrija el texto en la hoja e importe el libro de nuevo. O indique en las opciones de la importación la codificación utf-8 si el texto es correcto.
workbook-hidden-rows = Algunas filas o columnas de la hoja están ocultas. También se importan.
    .fix = Compruébelas en la vista previa o muéstrelas en la hoja de cálculo.
    .refused = Algunas filas o columnas de la hoja están ocultas. No se ha importado nada.
    .refused-fix = Muéstrelas o elimínelas e importe el archivo de nuevo, o impórtelo con confirmación y compruebe la vista previa.
workbook-sheets-ignored = Solo se importa una hoja. Estas otras también contienen direcciones de correo: { $labels }.
    .fix = Si contienen personas que quiere importar, ponga los nombres de columna de la plantilla encima de sus filas e importe cada hoja como un archivo aparte.
    .refused = Solo se importa una hoja. Estas otras también contienen direcciones de correo: { $labels }. No se ha importado nada, porque las personas que figuran en ellas se considerarían ausentes y se desactivarían.
    .refused-fix = Reúna a todas las personas en una hoja, u oculte o elimine las demás hojas, e importe el archivo de nuevo.
column-ignored = La columna { $column } no forma parte de este formato y no se importa.
    .fix = { $meant ->
    [none] Si es correcto, no tiene que hacer nada.
   *[other] { $meant }Si es así, escriba el nombre exactamente de esa forma.
}
    .no-name = Una columna no forma parte de este formato y no se importa.
    .no-label = La columna { $column } tiene datos{ $found ->
    [none] {""}
   *[other] , por ejemplo { $found },
} y no tiene nombre en el encabezado, por lo que no se importa.
    .no-label-fix = Dele un nombre de la plantilla o vacíela.
row-duplicate-identical = La fila es igual que { $other-row ->
    [none] una fila anterior
   *[other] la fila { $other-row }
} y se ha contado una sola vez.
    .fix = No tiene que hacer nada, salvo que una de las dos fuera para otra persona.
course-repeated = { $found } figura más de una vez en esta fila y se asigna una sola vez.
    .fix = No tiene que hacer nada, salvo que quisiera indicar otro curso.
language-canonicalised = { $found } se ha leído como { $usual ->
    [none] su forma habitual
   *[other] { $usual }
}.
    .fix = No tiene que hacer nada, salvo que quisiera indicar otro idioma.
email-suspicious = { $found } parece contener una errata.
    .fix = { $meant }Compruebe la dirección: se importa tal como está.
quote-lenient = { $found ->
    [none] Una celda de la fila
   *[other] { $found }
} contiene unas comillas en un lugar inusual y se ha leído lo mejor posible.
    .fix = Compruebe el contenido; las comillas que forman parte del texto se escriben dos veces.
row-ragged = Algunas filas no tienen el mismo número de celdas que el encabezado{ $in-rows }; las celdas que faltan se han leído como vacías.
    .fix = Compruebe que ninguna celda haya pasado a otra columna{ $samples }.
feed-other = Los usuarios de otro feed no se han modificado{ $in-rows }.
    .fix = Elimínelos de una de las dos listas.
enabled-kept = Los usuarios desactivados por medios distintos de un feed siguen desactivados, aunque el archivo los active{ $in-rows }.
    .fix = Para activarlos, importe un archivo fuera del feed.
feed-corrections-file = Este es un archivo de correcciones, que puede contener solo una parte de las personas. Por eso no se ha contado a nadie como ausente.
    .fix = Para desactivar a las personas ausentes, importe la lista completa.
header-repeated = El encabezado aparece de nuevo más abajo{ $in-rows } y allí se ha omitido.
    .fix = No tiene que hacer nada si se unieron varias listas.
    .refused = Estos nombres de columna son distintos de los de la fila { $other-row }: el archivo parece contener varias listas con columnas diferentes.
    .refused-fix = Importe cada lista como un archivo propio o dé a todas las mismas columnas en el mismo orden.
correction-mismatch = { $found } no coincide con la corrección de esta celda, hecha para { $values ->
    [none] una celda vacía
   *[other] { $values }
}.
    .fix = Corrija la fila de nuevo u omítala.
correction-unused = Nada en el archivo coincide con { $found ->
    [none] esta corrección
   *[other] la corrección de { $found }
}, por lo que no se ha usado.
    .fix = Puede eliminarla.
    .several-columns = Varias columnas del archivo tienen { $found ->
    [none] el nombre que se debe corregir
   *[other] el nombre { $found }
}, por lo que esta corrección no se ha usado.
    .several-columns-fix = Añada a la corrección el número de la columna correcta como «at».
alias-used = { $found } es un alias y se ha leído como { $usual ->
    [none] otro nombre
   *[other] { $usual }
}{ $in-rows }.
    .fix = No tiene que hacer nada, salvo que quisiera indicar otra cosa.
spreadsheet-formula-text = Hay celdas exportadas como fórmulas{ $found ->
    [none] {""}
   *[other] , por ejemplo { $found }
}{ $in-rows }. Se han leído como el texto que muestra una hoja de cálculo.
    .fix = No tiene que hacer nada, salvo que algún texto parezca incorrecto.
cell-suspicious = { $found } mezcla en una misma palabra letras de distintos alfabetos.
    .fix = { $meant }Compruebe la celda: se importa tal como está.
    .course-title = { $found } es el título de un curso, y la fila tiene menos celdas que el encabezado: probablemente sus celdas se han desplazado.
    .quoted = { $found } tiene apóstrofos en lugar de comillas alrededor del texto.
    .lost-letter = { $found } tiene un signo de interrogación donde parece faltar una letra.
    .guarded = { $found } empieza con un apóstrofo que los programas ponen delante de un texto que parece una fórmula.
    .invisible = { $found } contiene caracteres invisibles.
    .html-entities = { $found } contiene códigos HTML en lugar de caracteres.
    .spreadsheet-error = { $found } es un valor de error que la hoja de cálculo puso en lugar del texto.
    .formula = { $found } es una fórmula, no el texto que muestra la hoja de cálculo.
    .no-value = { $found } es lo que las bases de datos y los programas escriben cuando falta un valor.
    .no-value-fix = { $presence ->
    [required] Escriba el valor; de lo contrario, la celda se importa tal como está.
   *[optional] Si no hay ningún valor, deje la celda vacía; de lo contrario, se importa tal como está.
}
language-suspicious = { $found } es un código de idioma, pero parece que se refiere { $country ->
    [none] a un país
   *[other] al país { $country }
}{ $in-rows }.
    .fix = { $meant }Compruebe el idioma: se importa tal como está.

# Les espaces devant : ; ? ! et à l’intérieur des guillemets sont insécables.

place-file = le fichier
place-row = ligne { $row }
place-line = ligne { $line } du fichier
place-row-line = ligne { $row } (ligne { $line } du fichier)
place-column = colonne { $column }

did-you-mean = Vouliez-vous dire { $suggestions } ?
the-cell = La cellule
this-column = sans nom
short-row = { $count ->
    [none] La ligne contient moins de cellules que l’en-tête
    [one] La ligne ne contient que { $count } cellule, alors que l’en-tête a { $limit } colonnes
   *[other] La ligne ne contient que { $count } cellules, alors que l’en-tête a { $limit } colonnes
} ; il manque peut-être une cellule, ou un saut de ligne coupe la ligne en deux.

in-rows = { $kind ->
    [only] (ligne { $list })
    [count] ({ $rows ->
        [one] { $rows } ligne
        [many] { $rows } de lignes
       *[other] { $rows } lignes
    })
    [all] ({ $rows ->
        [one] { $rows } ligne
       *[other] { $rows } lignes
    } : { $list })
   *[first] ({ $rows ->
        [one] { $rows } ligne
        [many] { $rows } de lignes
       *[other] { $rows } lignes
    }, dont { $list })
}

letter-of-script = ⟨{ $letter } { $code } { $script ->
    [latin] latin
    [cyrillic] cyrillique
    [greek] grec
    [armenian] arménien
   *[cherokee] cherokee
}⟩

next-sample = {"\u00A0; "}

bytes = { $short ->
    [none] { $count ->
        [one] { $count } octet
       *[other] { $count } octets
    }
   *[other] { $short } ({ $count ->
        [one] { $count } octet
        [many] { $count } d’octets
       *[other] { $count } octets
    })
}

kind-of-file = { $found ->
    [a-workbook-xlsx-ods-or-a-zip-archive] un classeur (.xlsx, .ods) ou une archive zip
    [an-empty-zip-archive] une archive zip vide
    [an-old-workbook-xls] un ancien classeur (.xls) ou un classeur protégé par un mot de passe
    [a-workbook-with-a-password] un classeur protégé par un mot de passe
    [a-pdf] un PDF
    [a-text-document-rtf] un document texte (.rtf)
    [a-gzip-archive] une archive gzip
    [a-7z-archive] une archive 7z
    [a-rar-archive] une archive rar
    [a-picture] une image
    [a-damaged-workbook] un classeur endommagé
    [a-workbook-in-another-encoding] un classeur dont l’encodage n’est pas pris en charge
    [a-zip-archive] une archive zip
    [an-opendocument-sheet-ods] une feuille OpenDocument (.ods)
    [a-sylk-sheet-slk] une feuille SYLK (.slk)
    [a-binary-workbook-xlsb] un classeur binaire (.xlsb)
    [a-numbers-document] un document Numbers
    [a-web-page-html-or-xml] une page web (HTML ou XML)
    [json] du JSON
    [a-vcard] une vCard
    [a-markdown-table] un tableau Markdown
    [a-list-with-columns-separated-by-tildes] une liste aux colonnes séparées par ~
    [a-list-with-columns-separated-by-carets] une liste aux colonnes séparées par ^
    [a-list-with-columns-of-fixed-width] une liste aux colonnes de largeur fixe
   *[other] { $found }
}

corrections-in-utf8 = Ce fichier est en UTF-8, car { $encoding } ne permet pas d’écrire certains caractères de ces messages.

## Erreurs du fichier entier.

file-empty = Le fichier est vide.
    .fix = Remplissez le modèle, une ligne par personne, puis importez-le de nouveau.
    .hidden-sheets = Les feuilles visibles du classeur sont vides, mais il contient des feuilles masquées.
    .hidden-sheets-fix = Si la liste se trouve sur une feuille masquée, affichez cette feuille, enregistrez le classeur et importez-le de nouveau.
file-too-large = La taille du fichier est de { $size } ; le maximum est de { $size-limit } par import.
    .fix = Divisez-le en fichiers plus petits, chacun avec l’en-tête, et importez-les l’un après l’autre.
file-not-csv = { $kind ->
    [none] Ce n’est pas un fichier CSV.
   *[other] Le fichier est { $kind }, et non un fichier CSV.
}
    .fix = Ouvrez la liste dans un tableur, enregistrez-la au format « CSV UTF-8 » et importez ce fichier.
    .wrong-suffix = { $found ->
    [none] Le nom du fichier ne se termine pas par .csv.
   *[other] Le nom du fichier, { $found }, ne se termine pas par .csv.
}
    .neither-suffix = { $found ->
    [none] Le nom du fichier ne se termine ni par .csv ni par .xlsx.
   *[other] Le nom du fichier, { $found }, ne se termine ni par .csv ni par .xlsx.
}
    .neither-suffix-fix = Ouvrez la liste dans un tableur, enregistrez-la comme classeur (.xlsx) ou au format « CSV UTF-8 » et importez ce fichier.
    .neither-kind = { $kind ->
    [none] Le fichier ne peut pas être importé.
   *[other] Le fichier est { $kind } et ne peut pas être importé.
}
    .neither-kind-fix = Ouvrez la liste dans un tableur, enregistrez-la comme classeur Excel (.xlsx) et importez ce fichier.
    .password = Ce classeur est protégé par un mot de passe.
    .password-fix = Supprimez le mot de passe dans le tableur, enregistrez le classeur au format .xlsx et importez-le de nouveau.
file-encoding = { $byte ->
    [none] { $what ->
        [none] Le fichier ne peut pas être lu comme du texte.
        [mostly-control-characters] Le fichier contient surtout des caractères de contrôle et ne peut pas être lu comme du texte.
       *[other] Le fichier est en { $what } et ne peut pas être lu comme du texte.
    }
   *[other] Le fichier contient{ $place ->
        [none] {""}
       *[other] , à la { $place },
    } un caractère illisible en { $encoding ->
        [none] UTF-8
       *[other] { $encoding }
    } (octet { $byte }).
}
    .fix = Enregistrez de nouveau le fichier au format « CSV UTF-8 » et importez celui-ci.
    .candidates = Le fichier n’est pas en UTF-8 et son encodage n’est pas certain. Il est peut-être en { $candidates }.
    .candidates-fix = Enregistrez de nouveau le fichier au format « CSV UTF-8 » et importez celui-ci, ou indiquez l’encodage : dans les options de l’import, avec --encoding en ligne de commande ou sous le nom encoding dans les métadonnées de l’objet.
file-no-rows = Le fichier contient un en-tête, mais aucune ligne en dessous.
    .fix = Ajoutez une ligne par personne, puis importez-le de nouveau.
    .left-out = Les corrections omettent toutes les lignes du fichier.
    .left-out-fix = Gardez au moins une ligne, ou importez un autre fichier.
file-too-many-rows = Le fichier contient { $count ->
    [none] trop de lignes
    [one] { $count } ligne
    [many] { $count } de lignes
   *[other] { $count } lignes
} ; dans ce format, un import en accepte au maximum { $limit }.
    .fix = Divisez-le en { $files ->
    [none] plusieurs fichiers
    [one] { $files } fichier
   *[other] { $files } fichiers
}, avec l’en-tête dans chacun, et importez-les l’un après l’autre.
file-quote-unclosed = Une cellule entre guillemets commence { $line ->
    [none] ici
   *[other] à la ligne { $line } du fichier
}{ $found ->
    [none] {""}
   *[other] {" "}par { $found }
} et ne se termine jamais ; tout ce qui suit a été lu comme une seule cellule.
    .fix = Ajoutez le guillemet fermant, ou doublez chaque guillemet qui fait partie du texte.
file-changed = Le fichier a été remplacé ou supprimé avant la fin de sa lecture.
    .fix = Envoyez-le de nouveau et ne le modifiez plus jusqu’à la fin de l’import.
results-gone = Les résultats de l’import à annuler ne sont plus conservés : ils sont supprimés au bout de 30 jours, ou de 7 jours pour le plan d’un import qui a échoué. Importez plutôt un fichier corrigé.
feed-unknown = Il n’existe pas de flux nommé { $found }.
    .fix = Vérifiez le dossier sous « drop/feeds », ou créez d’abord le flux.
    .no-folder = Ce fichier se trouve directement dans « drop/feeds » et non dans le dossier d’un flux.
    .no-folder-fix = Placez-le dans le dossier de son flux.
feed-out-of-date = Un fichier plus récent du flux { $found } a déjà été importé.
    .fix = Exportez de nouveau la liste et importez le nouveau fichier.
workbook-too-large = Ce classeur est trop volumineux : décompressé, il dépasse la taille autorisée.
    .fix = Enregistrez la feuille au format « CSV UTF-8 » et importez ce fichier.
    .rows = La feuille a { $count } lignes ; un classeur peut en avoir { $limit } au maximum.
    .rows-fix = Divisez-la, ou enregistrez la feuille au format « CSV UTF-8 » et importez ce fichier.
    .in-bytes = La taille du classeur est de { $size } ; le maximum est de { $size-limit }.
    .in-bytes-fix = Enregistrez la feuille au format « CSV UTF-8 » et importez ce fichier.
workbook-several-sheets = Plusieurs feuilles ont les colonnes de ce format : { $labels }.
    .fix = N’en gardez qu’une, ou masquez les autres.
header-missing = { $found ->
    [none] La première ligne ne contient pas les noms de colonne.
   *[other] La première ligne est { $found } et ne contient pas les noms de colonne.
}
    .fix = Placez l’en-tête du modèle au-dessus des lignes.{ $labels ->
    [none] {""}
   *[other] {" "}Les noms de colonne sont { $labels }.
}
    .header-further-down-fix = L’en-tête semble se trouver à la ligne { $count } du fichier. Supprimez les lignes qui précèdent et importez de nouveau le fichier.{ $labels ->
    [none] {""}
   *[other] {" "}Les noms de colonne sont { $labels }.
}
    .hidden-sheets-fix = Si la liste se trouve sur une feuille masquée, affichez cette feuille. Placez l’en-tête du modèle au-dessus des lignes.{ $labels ->
    [none] {""}
   *[other] {" "}Les noms de colonne sont { $labels }.
}
header-too-many-columns = Le fichier contient { $column ->
    [none] { $count ->
        [none] trop de colonnes
        [one] { $count } colonne
       *[other] { $count } colonnes
    }
   *[other] { $count ->
        [none] trop de colonnes { $column }
        [one] { $count } colonne { $column }
       *[other] { $count } colonnes { $column }
    }
} ; le maximum est de { $limit }.
    .fix = { $column ->
    [none] Supprimez les colonnes qui ne figurent pas dans le modèle.
   *[other] Supprimez celles qu’aucune ligne ne remplit, ou répartissez les cours sur plusieurs imports.
}
header-column-missing = La colonne { $column } est obligatoire et manque dans le fichier.
    .fix = { $near ->
    [none] Ajoutez une colonne qui porte exactement ce nom : { $column }.
   *[other] S’il s’agit de la colonne { $near }, renommez-la en { $column }.
}
header-column-unknown = La colonne { $column } n’existe pas dans ce format.
    .fix = { $meant ->
    [none] Supprimez la colonne, ou donnez-lui un nom du modèle.
   *[other] { $meant }Écrivez le nom exactement ainsi, avec les mêmes majuscules et les mêmes espaces.
}
    .formatted-number = La feuille affiche peut-être le nom de colonne { $column } sous une autre forme.
    .formatted-number-fix = Mettez la cellule au format texte et saisissez le nom de colonne du modèle.
    .merged-cell = La feuille n’affiche pas le nom de colonne { $column }, car une cellule fusionnée le recouvre.
    .merged-cell-fix = Annulez la fusion et donnez son nom à chaque colonne.
    .no-name = Le fichier contient une colonne qui n’existe pas dans ce format.
header-column-duplicate = La colonne { $column } figure { $count ->
    [none] plusieurs fois
    [2] deux fois
   *[other] { $count } fois
} dans le fichier.
    .fix = Gardez-en une et supprimez les autres, afin qu’il n’y ait pas d’ambiguïté.
course-unmatched = { $found } n’est pas un cours de l’entreprise { $company ->
    [none] de cette ligne
   *[other] { $company }
}{ $in-rows }.
    .fix = { $meant }Corrigez le titre, ou ajoutez d’abord le cours à l’entreprise.
    .several-titles = { $found } contient plusieurs cours de l’entreprise { $company ->
    [none] de cette ligne
   *[other] { $company }
}{ $in-rows }{ $titles ->
    [none] {""}
   *[other] {"\u00A0"}: { $titles }
}.
    .several-titles-fix = Écrivez un seul titre par colonne{ $labels ->
    [none] {""}
   *[other] {"\u00A0"}: { $labels }
}.
    .no-value-fix = S’il n’y a pas de cours, laissez la cellule vide.
    .further-titles = Seuls les { $limit } premiers titres sans cours correspondant sont énumérés ; cellules contenant d’autres titres : { $count }{ $in-rows }.
    .further-titles-fix = Corrigez les titres énumérés, ou vérifiez qu’aucune colonne n’est décalée.
course-ambiguous = { $found } peut désigner plusieurs cours de l’entreprise { $company ->
    [none] de cette ligne
   *[other] { $company }
}{ $in-rows }{ $suggestions ->
    [none] {""}
   *[other] {"\u00A0"}: { $suggestions }
}.
    .fix = Copiez lettre pour lettre le titre du cours voulu.
    .same-title = { $found } est le titre de plusieurs cours de l’entreprise { $company ->
    [none] de cette ligne
   *[other] { $company }
}{ $in-rows }.
    .same-title-fix = Donnez à chacun de ces cours son propre titre dans le catalogue, puis importez de nouveau le fichier.
file-not-split = Chaque ligne du fichier est une seule cellule, car des guillemets entourent toute la ligne.
    .fix = Convertissez la colonne A en plusieurs colonnes dans le tableur, enregistrez le fichier au format « CSV UTF-8 » et importez celui-ci.
    .separator-line = D’après la ligne « sep= » du début, les cellules sont séparées par { $delimiter ->
    [comma] des virgules
    [semicolon] des points-virgules
    [tab] des tabulations
    [bar] des barres verticales
    [none] un séparateur
   *[other] { $delimiter }
}, mais elles le sont par { $row-delimiter ->
    [comma] des virgules
    [semicolon] des points-virgules
    [tab] des tabulations
    [bar] des barres verticales
    [none] un autre
   *[other] { $row-delimiter }
}.
    .separator-line-fix = Supprimez ou corrigez cette ligne, puis importez de nouveau le fichier.
    .empty-separator-line = La ligne « sep= » du début n’indique aucun séparateur, alors que les cellules sont séparées par { $row-delimiter ->
    [comma] des virgules
    [semicolon] des points-virgules
    [tab] des tabulations
    [bar] des barres verticales
    [none] un séparateur
   *[other] { $row-delimiter }
}.
    .empty-separator-line-fix = Supprimez ou corrigez cette ligne, puis importez de nouveau le fichier.
file-delimiter-mixed = Les noms de colonne sont séparés par { $delimiter ->
    [comma] des virgules
    [semicolon] des points-virgules
    [tab] des tabulations
    [bar] des barres verticales
    [none] un séparateur
   *[other] { $delimiter }
}, mais { $row ->
    [none] les lignes
   *[other] la ligne { $row }
} par { $row-delimiter ->
    [comma] des virgules
    [semicolon] des points-virgules
    [tab] des tabulations
    [bar] des barres verticales
    [none] un autre
   *[other] { $row-delimiter }
}.
    .fix = Enregistrez de nouveau la liste depuis le tableur au format « CSV UTF-8 », avec le même séparateur partout, et importez ce fichier.
layout-mismatch = Ce fichier semble être au format { $layout }, alors que l’import attend le format { $expected-layout }.
    .fix = Choisissez le format { $layout } pour l’import (--layout en ligne de commande), ou reprenez les noms de colonne du modèle.
    .set-by-feed-fix = Les fichiers d’un flux sont au format { $expected-layout } : reprenez les noms de colonne de son modèle.
header-column-missing-label = La colonne { $column } contient des données{ $found ->
    [none] {""}
   *[other] , par exemple { $found },
} mais n’a pas de nom dans l’en-tête, et des colonnes nommées la suivent : les noms sont probablement décalés.
    .fix = Écrivez le nom manquant ou supprimez la colonne, puis importez de nouveau le fichier.
    .formula-without-result = Le nom de la colonne { $column } est une formule dont le classeur ne contient pas le résultat.
    .formula-without-result-fix = Ouvrez le fichier dans un tableur, enregistrez-le et importez-le de nouveau.
option-invalid = { $found ->
    [none] Une option de cet import
   *[other] L’option { $found }
} { $values ->
    [none] n’existe pas.
   *[other] a une valeur non valide.
}
    .fix = { $values ->
    [none] Retirez-la, ou corrigez son nom.
   *[other] Utilisez { $values }.
}
    .not-in-layout = { $found ->
    [none] Une option de cet import
   *[other] L’option { $found }
} ne s’applique pas à ce format.
    .not-in-layout-fix = Retirez-la, ou choisissez l’autre format.
    .set-by-feed = { $found ->
    [none] Une option de cet import
   *[other] L’option { $found }
} est déterminée par le flux de ce fichier.
    .set-by-feed-fix = Retirez-la. Pour en changer la valeur, modifiez la configuration du flux.

## Erreurs d’une ligne.

row-too-many-cells = La ligne contient { $count ->
    [none] trop de cellules
    [one] { $count } cellule
   *[other] { $count } cellules
}, alors que l’en-tête n’a que { $limit ->
    [one] { $limit } colonne
   *[other] { $limit } colonnes
}{ $found ->
    [none] {""}
   *[other] {"\u00A0"}; la première cellule en trop est { $found }
}.
    .fix = Le texte d’une cellule contient peut-être le séparateur et a perdu ses guillemets : mettez cette cellule entre guillemets doubles.
    .misplaced-quote = Un guillemet est à un endroit inhabituel{ $found ->
    [none] {""}
   *[other] {" "}({ $found })
}, et la ligne a été lue avec { $count ->
    [none] trop ou trop peu de cellules
    [one] { $count } cellule
   *[other] { $count } cellules
} alors que l’en-tête a { $limit ->
    [one] { $limit } colonne
   *[other] { $limit } colonnes
}.
    .misplaced-quote-fix = Corrigez les guillemets : un guillemet qui fait partie du texte s’écrit deux fois, et une cellule qui contient le séparateur est entre guillemets.
    .joined-cells = Un guillemet est à un endroit inhabituel{ $found ->
    [none] {""}
   *[other] {" "}({ $found })
}, et deux cellules ont peut-être été lues comme une seule.
    .joined-cells-fix = Corrigez les guillemets : un guillemet qui fait partie du texte s’écrit deux fois, et une cellule qui contient le séparateur est entre guillemets.
    .workbook-fix = Déplacez la cellule dans une colonne nommée, ou videz-la.
row-too-long = La taille de la ligne est de { $size } ; le maximum est de { $size-limit }.
    .fix = Il manque peut-être un saut de ligne ou un guillemet fermant : vérifiez où la ligne doit se terminer.
cell-control-character = { $found } contient { $character ->
    [none] un caractère de contrôle
   *[other] le caractère de contrôle { $character }
}.
    .fix = Effacez la cellule et saisissez-la de nouveau.
    .replaced = { $found } contient « � », qu’un programme a mis à la place d’un caractère qu’il n’a pas pu lire.
cell-line-break = { $found } contient un saut de ligne.
    .fix = Écrivez le contenu sur une seule ligne.
    .course-fix = Écrivez le titre sur une seule ligne ; s’il y a plusieurs titres, écrivez un seul titre par colonne.
cell-too-long = La cellule contient { $count ->
    [none] trop de caractères
    [one] { $count } caractère
   *[other] { $count } caractères
} ; le maximum est de { $limit }.
    .fix = Raccourcissez le texte.
    .in-bytes = La taille de la cellule est de { $size } ; le maximum est de { $size-limit }.
    .in-bytes-fix = Raccourcissez-la, ou vérifiez s’il manque un guillemet fermant.
enabled-invalid = { $found ->
    [none] La cellule est vide.
   *[other] { $found } n’est ni 1 ni 0.
}
    .fix = { $meant }Écrivez 1 si la personne peut se connecter, ou 0 pour créer le compte désactivé.
name-missing = Prénom manquant.
    .fix = Renseignez-le.
name-too-long = Le prénom contient { $count ->
    [none] trop de caractères
    [one] { $count } caractère
   *[other] { $count } caractères
} ; le maximum est de { $limit }.
    .fix = Raccourcissez-le.
name-invalid = { $found } contient { $character ->
    [none] un symbole
   *[other] { $character }
}, qui n’est pas admis dans un nom.
    .fix = { $meant }Utilisez des lettres, des espaces, des apostrophes, des traits d’union et des points.
last-name-missing = Nom de famille manquant.
    .fix = Renseignez-le.
last-name-too-long = Le nom de famille contient { $count ->
    [none] trop de caractères
    [one] { $count } caractère
   *[other] { $count } caractères
} ; le maximum est de { $limit }.
    .fix = Raccourcissez-le.
last-name-invalid = { $found } contient { $character ->
    [none] un symbole
   *[other] { $character }
}, qui n’est pas admis dans un nom.
    .fix = { $meant }Utilisez des lettres, des espaces, des apostrophes, des traits d’union et des points.
email-missing = Adresse e-mail manquante.
    .fix = Renseignez-la : elle identifie la personne.
    .not-a-person = La ligne contient { $found } et ressemble à un pied de page ou à un séparateur, pas à une personne.
    .not-a-person-fix = Supprimez la ligne.
email-invalid = { $found } n’est pas une adresse e-mail.
    .fix = { $meant }Écrivez-la sous la forme nom@domaine.
    .no-dot = { $found } ne contient pas de point après le @.
    .no-dot-fix = { $meant }Écrivez le domaine entier, par exemple nom@example.org.
    .several-addresses = { $found } contient plus d’une adresse.
    .several-addresses-fix = Écrivez une adresse par ligne, et une ligne pour chaque personne.
    .non-ascii-local-part = { $found } contient avant le @ { $character ->
    [none] une lettre spéciale
   *[other] le caractère { $character }
} ; aucun e-mail ne peut être envoyé à une telle adresse.
    .non-ascii-local-part-fix = { $meant }Utilisez une autre adresse de cette personne.
    .long-local-part = { $found } contient { $count ->
    [none] trop de caractères
    [one] { $count } caractère
   *[other] { $count } caractères
} avant le @ ; le maximum est de { $limit }.
    .long-local-part-fix = Utilisez une autre adresse de cette personne.
email-duplicate = { $found } figure déjà { $other-row ->
    [none] sur une ligne précédente
   *[other] à la ligne { $other-row }
}.
    .fix = Gardez une ligne par personne, ou corrigez l’adresse s’il s’agit de deux personnes.
    .only-courses-differ = { $found } figure déjà { $other-row ->
    [none] sur une ligne précédente
   *[other] à la ligne { $other-row }
}, avec d’autres cours.
    .only-courses-differ-fix = Mettez tous les cours d’une personne sur une seule ligne, avec plus de colonnes « module requested ».
user-exists = { $found } a déjà un compte, et cet import n’ajoute que de nouvelles personnes.
    .fix = Supprimez la ligne, ou corrigez l’adresse s’il s’agit d’une autre personne.
self-disable = Cette ligne désactiverait le compte qui effectue cet import.
    .fix = Écrivez 1 dans la cellule, ou demandez à un autre administrateur de le désactiver.
company-missing = Nom de l’entreprise manquant.
    .fix = Indiquez-le exactement comme le portail l’affiche.
company-unmatched = L’entreprise { $found } n’existe pas.
    .fix = { $meant }Écrivez le nom exactement comme le portail l’affiche, ou créez d’abord l’entreprise.
cohort-unmatched = { $found } n’est pas une cohorte de l’entreprise { $company ->
    [none] de cette ligne
   *[other] { $company }
}.
    .fix = { $meant }Écrivez le nom exactement comme le portail l’affiche, ou créez d’abord la cohorte.
    .no-value-fix = S’il n’y a pas de cohorte, laissez la cellule vide.
language-missing = Langue manquante.
    .fix = Indiquez { $form ->
    [letters] deux lettres minuscules, par exemple fr ou en
   *[tag] un code, par exemple fr-FR ou en
}.
language-invalid = { $found } n’est pas un code de langue.
    .fix = { $meant }Indiquez { $form ->
    [letters] deux lettres minuscules, par exemple fr ou en
   *[tag] un code, par exemple fr-FR ou en
}.
    .country-code = { $found } n’est pas un code de langue ; c’est peut-être le code d’un pays.
    .wrong-case = { $found } n’est pas en minuscules.
    .wrong-case-fix = { $suggestions ->
    [none] Utilisez des minuscules.
   *[other] Écrivez { $suggestions }.
}
country-invalid = { $found } n’est pas un code de pays.
    .fix = { $meant }Écrivez le pays en deux lettres majuscules, par exemple FR ou BE.
    .wrong-case = { $found } n’est pas en majuscules.
    .wrong-case-fix = { $suggestions ->
    [none] Utilisez des majuscules.
   *[other] Écrivez { $suggestions }.
}
    .no-value-fix = Si le pays est inconnu, laissez la cellule vide.
identifier-invalid = { $found } contient { $character ->
    [none] un caractère qui n’est ni une lettre ni un chiffre
   *[other] le caractère { $character }
}.
    .fix = { $meant }N’utilisez que des lettres et des chiffres, ou laissez la cellule vide.
    .no-value-fix = S’il n’y a pas d’identifiant, laissez la cellule vide.
identifier-duplicate = { $found } figure déjà { $other-row ->
    [none] sur une ligne précédente
   *[other] à la ligne { $other-row }
}.
    .fix = Donnez à chaque personne son propre identifiant, ou laissez la cellule vide.
    .no-value-fix = S’il n’y a pas d’identifiant, laissez la cellule vide.
identifier-taken = { $holder ->
    [none] Un autre utilisateur a déjà l’identifiant { $found }.
   *[other] L’utilisateur { $holder } a déjà l’identifiant { $found }.
}
    .fix = Vérifiez à qui il appartient. Les rapports l’affichent comme nom d’utilisateur.
spreadsheet-damage = { $found } résulte de la conversion d’un long nombre par le tableur ; des chiffres ont été perdus.
    .fix = Mettez la colonne au format texte, saisissez de nouveau le nombre et enregistrez.
    .spreadsheet-error = { $found } est une valeur d’erreur que le tableur a mise à la place du texte.
    .spreadsheet-error-fix = Corrigez la formule dans le tableur, ou saisissez la valeur elle-même.
    .date-cell = { $found } est une date ; cette colonne attend du texte.
    .date-cell-fix = Mettez la cellule au format texte et saisissez ce qu’elle doit contenir.
    .formatted-number = La feuille affiche peut-être la valeur { $found } sous une autre forme.
    .formatted-number-fix = Mettez la cellule au format texte et saisissez ce qu’elle doit contenir.
    .formula-without-result = Le classeur ne contient pas le résultat de la formule de cette cellule.
    .formula-without-result-fix = Ouvrez le fichier dans un tableur, enregistrez-le et importez-le de nouveau.
    .merged-cell = Cette cellule fait partie d’une cellule fusionnée, dont le texte se trouve dans une autre ligne ou colonne.
    .merged-cell-fix = Annulez la fusion et saisissez la valeur dans chaque ligne à laquelle elle appartient.
courses-too-many = Avec cette ligne, la personne aurait { $count } cours ; le maximum est de { $limit }.
    .fix = Retirez des cours de la ligne.
    .in-bytes = Avec cette ligne, la fiche de la personne serait trop volumineuse pour être enregistrée.
changed-since-preview = Un élément dont dépend la ligne a été modifié après l’aperçu ; la ligne n’a donc pas été importée.
    .fix = Importez-la de nouveau pour voir ce qu’elle ferait maintenant.
    .user-changed = Cette personne a été créée, modifiée ou supprimée après l’aperçu ; la ligne n’a donc pas été importée.
    .catalog-changed = L’entreprise, sa cohorte ou l’un de ses cours a été modifié ou supprimé après l’aperçu ; la ligne n’a donc pas été importée.
    .catalog-changed-fix = Vérifiez-les et importez de nouveau la ligne.
    .catalog-removed = L’entreprise, sa cohorte ou l’un de ses cours a été supprimé avant que l’import ne soit relancé ; la ligne n’a donc pas été importée.
    .catalog-removed-fix = Vérifiez-les et importez de nouveau la ligne.

## Avertissements.

file-encoding-assumed = Le fichier n’indique pas son encodage ; il a été lu { $encoding ->
    [none] avec l’encodage le plus probable
   *[other] en { $encoding }
}{ $samples }.
    .fix = Si des lettres sont incorrectes, enregistrez-le au format « CSV UTF-8 » et importez ce fichier, ou indiquez l’encodage : dans les options de l’import ou avec --encoding en ligne de commande.
file-delimiter-assumed = Le séparateur détecté est { $delimiter ->
    [comma] la virgule
    [semicolon] le point-virgule
    [tab] la tabulation
    [bar] la barre verticale
    [none] le plus probable
   *[other] { $delimiter }
}.
    .fix = Si les colonnes sont mal séparées, enregistrez le fichier au format « CSV UTF-8 » avec des virgules.
file-mojibake = { $found } semble contenir des caractères incorrects à la place des lettres accentuées{ $in-rows }.
    .fix = { $meant }Si c’est le cas, enregistrez de nouveau l’original au format « CSV UTF-8 » et importez celui-ci{ $encoding ->
    [none] {""}
   *[other] , ou indiquez l’encodage { $encoding } pour rétablir les lettres
} ; sinon, elles seront importées telles quelles.
    .refused = { $found } semble contenir des caractères incorrects à la place des lettres accentuées{ $in-rows }. Rien n’a été importé.
    .refused-fix = { $meant }Enregistrez de nouveau l’original au format « CSV UTF-8 » et importez celui-ci. Ou indiquez dans les options de l’import l’encodage { $encoding ->
    [none] du fichier
   *[other] { $encoding } pour rétablir les lettres, ou utf-8
} si le texte est correct.
    .workbook-fix = { $meant }Si c’est le cas, corrigez le texte dans la feuille et importez de nouveau le classeur ; sinon, il sera importé tel quel.
    .refused-workbook = { $found } semble contenir des caractères incorrects à la place des lettres accentuées{ $in-rows }. Rien n’a été importé.
    .refused-workbook-fix = { $meant }Corrigez le texte dans la feuille et importez de nouveau le classeur. Ou indiquez dans les options de l’import l’encodage utf-8 si le texte est correct.
workbook-hidden-rows = Certaines lignes ou colonnes de la feuille sont masquées. Elles sont également importées.
    .fix = Vérifiez-les dans l’aperçu, ou affichez-les dans le tableur.
    .refused = Certaines lignes ou colonnes de la feuille sont masquées. Rien n’a été importé.
    .refused-fix = Affichez-les ou supprimez-les et importez de nouveau le fichier, ou importez-le avec confirmation et vérifiez l’aperçu.
workbook-sheets-ignored = Une seule feuille est importée. Ces autres feuilles contiennent aussi des adresses e-mail : { $labels }.
    .fix = Si elles contiennent des personnes à importer, placez les noms de colonne du modèle au-dessus de leurs lignes et importez chaque feuille comme un fichier distinct.
    .refused = Une seule feuille est importée. Ces autres feuilles contiennent aussi des adresses e-mail : { $labels }. Rien n’a été importé, car les personnes qui y figurent seraient considérées comme absentes et désactivées.
    .refused-fix = Réunissez toutes les personnes sur une feuille, ou masquez ou supprimez les autres, puis importez de nouveau le fichier.
column-ignored = La colonne { $column } ne fait pas partie de ce format et n’est pas importée.
    .fix = { $meant ->
    [none] Si c’est voulu, il n’y a rien à faire.
   *[other] { $meant }Si c’est le cas, écrivez le nom exactement ainsi.
}
    .no-name = Une colonne ne fait pas partie de ce format et n’est pas importée.
    .no-label = La colonne { $column } contient des données{ $found ->
    [none] {""}
   *[other] , par exemple { $found },
} et n’a pas de nom dans l’en-tête ; elle n’est donc pas importée.
    .no-label-fix = Donnez-lui un nom du modèle, ou videz-la.
row-duplicate-identical = La ligne est identique à { $other-row ->
    [none] une ligne précédente
   *[other] la ligne { $other-row }
} et n’a été comptée qu’une fois.
    .fix = Il n’y a rien à faire, sauf si l’une d’elles concernait une autre personne.
course-repeated = { $found } figure plusieurs fois sur cette ligne et n’est attribué qu’une fois.
    .fix = Il n’y a rien à faire, sauf si un autre cours était prévu.
language-canonicalised = { $found } a été lu comme { $usual ->
    [none] sa forme habituelle
   *[other] { $usual }
}.
    .fix = Il n’y a rien à faire, sauf si une autre langue était prévue.
email-suspicious = { $found } semble contenir une faute de frappe.
    .fix = { $meant }Vérifiez l’adresse : elle est importée telle quelle.
quote-lenient = { $found ->
    [none] Une cellule de la ligne
   *[other] { $found }
} contient un guillemet à un endroit inhabituel ; le texte a été lu au mieux.
    .fix = Vérifiez-le : un guillemet qui fait partie du texte s’écrit deux fois.
row-ragged = Certaines lignes n’ont pas le même nombre de cellules que l’en-tête{ $in-rows } ; les cellules absentes ont été lues comme vides.
    .fix = Vérifiez qu’aucune cellule n’a changé de colonne{ $samples }.
feed-other = Les utilisateurs d’un autre flux n’ont pas été modifiés{ $in-rows }.
    .fix = Retirez-les de l’une des deux listes.
enabled-kept = Les utilisateurs désactivés autrement que par un flux le restent, bien que le fichier les active{ $in-rows }.
    .fix = Pour les activer, importez un fichier en dehors du flux.
feed-corrections-file = Ceci est un fichier de corrections, qui peut ne contenir qu’une partie des personnes. Personne n’a donc été compté comme absent.
    .fix = Pour désactiver les personnes absentes, importez la liste complète.
header-repeated = L’en-tête apparaît de nouveau plus bas{ $in-rows } et y a été ignoré.
    .fix = Il n’y a rien à faire si plusieurs listes ont été réunies.
    .refused = Ces noms de colonne diffèrent de ceux de la ligne { $other-row } : le fichier semble contenir plusieurs listes aux colonnes différentes.
    .refused-fix = Importez chaque liste dans un fichier distinct, ou donnez-leur à toutes les mêmes colonnes dans le même ordre.
correction-mismatch = { $found } ne correspond pas à la correction de cette cellule, faite pour { $values ->
    [none] une cellule vide
   *[other] { $values }
}.
    .fix = Corrigez de nouveau la ligne ou omettez-la.
correction-unused = Rien dans le fichier ne correspond à { $found ->
    [none] cette correction
   *[other] la correction de { $found }
} ; elle n’a pas été utilisée.
    .fix = Vous pouvez la supprimer.
    .several-columns = Plusieurs colonnes du fichier portent { $found ->
    [none] le nom à corriger
   *[other] le nom { $found }
} ; cette correction n’a donc pas été utilisée.
    .several-columns-fix = Ajoutez à la correction le numéro de la bonne colonne, dans « at ».
alias-used = { $found } est un alias et a été lu comme { $usual ->
    [none] un autre nom
   *[other] { $usual }
}{ $in-rows }.
    .fix = Il n’y a rien à faire, sauf si autre chose était prévu.
spreadsheet-formula-text = Des cellules ont été exportées sous forme de formules{ $found ->
    [none] {""}
   *[other] , par exemple { $found }
}{ $in-rows }. Elles ont été lues comme le texte qu’un tableur affiche.
    .fix = Il n’y a rien à faire, sauf si un texte semble incorrect.
cell-suspicious = { $found } mélange dans un même mot des lettres de plusieurs alphabets.
    .fix = { $meant }Vérifiez la cellule : elle est importée telle quelle.
    .course-title = { $found } est le titre d’un cours, et la ligne a moins de cellules que l’en-tête : ses cellules sont probablement décalées.
    .quoted = { $found } a des apostrophes à la place des guillemets autour du texte.
    .lost-letter = { $found } contient un point d’interrogation là où une lettre semble manquer.
    .guarded = { $found } commence par une apostrophe que des programmes placent devant un texte qui ressemble à une formule.
    .invisible = { $found } contient des caractères invisibles.
    .html-entities = { $found } contient des codes HTML à la place de caractères.
    .spreadsheet-error = { $found } est une valeur d’erreur que le tableur a mise à la place du texte.
    .formula = { $found } est une formule, et non le texte que le tableur affiche.
    .no-value = { $found } est ce que les bases de données et les programmes écrivent pour une valeur absente.
    .no-value-fix = { $presence ->
    [required] Saisissez la valeur ; sinon, la cellule est importée telle quelle.
   *[optional] S’il n’y a pas de valeur, laissez la cellule vide ; sinon, elle est importée telle quelle.
}
language-suspicious = { $found } est un code de langue, mais semble désigner { $country ->
    [none] un pays
   *[other] le pays { $country }
}{ $in-rows }.
    .fix = { $meant }Vérifiez la langue : elle est importée telle quelle.

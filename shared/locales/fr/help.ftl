enrolment = Personnes avec leur entreprise, leur cohorte et leurs cours
learners = Personnes sans cours

enrolment-enabled = 1 permet à la personne de se connecter, 0 crée le compte désactivé. VRAI et FAUX, oui et non sont aussi acceptés.
enrolment-name = Prénom.
enrolment-last_name = Nom de famille. Si la cellule est vide, la valeur enregistrée est conservée.
enrolment-email = Adresse e-mail. Elle identifie la personne : une adresse, un utilisateur.
enrolment-companyName = Le nom de l’entreprise, exactement comme le portail l’affiche.
enrolment-cohortName = Une cohorte de cette entreprise, exactement comme le portail l’affiche. Si la cellule est vide, la valeur enregistrée est conservée tant que l’entreprise reste la même.
enrolment-languageCode = Langue des cours et de l’invitation sous forme de code, par exemple fr-FR, en ou fr-CA.
enrolment-job_role = Fonction, en texte libre. Si la cellule est vide, la valeur enregistrée est conservée.
enrolment-region = Région ou site, en texte libre. Si la cellule est vide, la valeur enregistrée est conservée.
enrolment-module-requested = Le titre d’un cours à attribuer. Ajoutez une colonne par cours ; laissez vides celles dont une personne n’a pas besoin. Les cours ne sont jamais retirés.

learners-firstname = Prénom, 64 caractères au maximum, sans symboles. Les lettres de tous les alphabets, les apostrophes et les traits d’union sont admis.
learners-lastname = Nom de famille, 64 caractères au maximum, sans symboles.
learners-email = Adresse e-mail. Chaque adresse ne peut figurer qu’une fois dans le fichier.
learners-identifier = Lettres et chiffres uniquement ; affiché comme nom d’utilisateur dans les rapports. Les zéros initiaux sont conservés. Peut rester vide.
learners-country = Pays en deux lettres majuscules (ISO 3166-1 alpha-2) : FR, US, GB, DE.
learners-language = Langue en deux lettres minuscules (ISO 639-1) : fr, en, de. Elle détermine la langue de l’invitation.

option-layout = Les colonnes que contient le fichier.
option-update_existing = Coché : les personnes déjà enregistrées sont mises à jour avec les valeurs du fichier et les nouveaux cours ; les cellules facultatives vides ne changent rien. Non coché : elles restent telles quelles et figurent parmi les lignes ignorées.
option-update_existing-learners = Ce format ne fait qu’ajouter des personnes. Une ligne concernant une personne déjà enregistrée est en erreur.
option-send_invitations = Coché : chaque nouvel utilisateur reçoit immédiatement l’invitation par e-mail. Non coché : personne ne reçoit d’e-mail maintenant, et les invitations peuvent être envoyées plus tard.
option-on_row_errors = Ce qui se passe si des lignes contiennent des erreurs. reject : rien n’est importé. skip : les autres lignes sont importées. Sans effet quand l’import attend votre décision.
option-confirm = Coché : le fichier est d’abord vérifié, et rien n’est importé avant que vous ayez vu le résultat et l’ayez confirmé.

sheet-columns = Colonnes
sheet-intro = Remplissez la première feuille, une ligne par personne, sans modifier l’en-tête. Les cellules avec une liste affichent une flèche ; les cohortes et les cours proposés sont ceux de l’entreprise de la même ligne.
sheet-column = Colonne
sheet-required = Obligatoire
sheet-yes = oui
sheet-meaning = Contenu
sheet-companies = Entreprises
sheet-cohorts = Cohortes
sheet-courses = Cours
sheet-languages = Langues
sheet-countries = Pays
sheet-not-listed = Certaines cohortes ou certains cours ne figurent pas ici, car il y en a trop. Saisissez-les exactement comme le portail les affiche.

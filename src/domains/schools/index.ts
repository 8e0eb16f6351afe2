/** The front door of schools: the year's classes, staff, teaching, and pupils' stays. What may be read stands in the views schools.published_*. */
export { may as maySchool } from './access.ts';
export { appointStaff, changeStaff, endStaffPosition, type StaffJob } from './commands/appoint-staff.ts';
export { assignTeaching, endTeaching, nameHomerooms } from './commands/assign-teaching.ts';
export { changePupils, enrolPupils } from './commands/enrol-pupils.ts';
export { findSchoolYearOn } from './commands/fields.ts';
export { leaveSchool, returnPupil } from './commands/leave-school.ts';
export { loadSchoolYears, setSchoolYear } from './commands/load-school-years.ts';
export { changeClasses, endClass, makeClasses } from './commands/make-classes.ts';
export { openSchools } from './commands/open-school.ts';
export { movePupil, placePupils } from './commands/place-pupils.ts';
export { promoteClass } from './commands/promote-class.ts';
export { acceptTransfer, askTransfer, refuseTransfer, withdrawTransfer } from './commands/transfer-pupil.ts';
export { schoolsIndicators } from './indicators.ts';
export { gradesOf, type Level, levels, mostPupils } from './rules/levels.ts';
export { nextSchoolYear, type SchoolYearFrame, schoolYearFrames } from './rules/school-years.ts';

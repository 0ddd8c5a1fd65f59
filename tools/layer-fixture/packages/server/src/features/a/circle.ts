import './reaches-in.ts'

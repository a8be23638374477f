it.todo('is a broker');

using System.Reflection;
using System.Runtime.Loader;
using TypedSender.MatrixCompiler;

// Arguments: the folder of the compiler, a file with a job, and a folder for the responses.
if (args is not [string compiler, string job, string responses])
{
    Console.Error.WriteLine("usage: TypedSender.MatrixCompiler COMPILER-FOLDER JOB-FILE RESPONSE-FOLDER");
    return 2;
}

// Nothing here may name a type of the compiler: the default context would load the version that this program was built against.
AssemblyLoadContext context = new CompilerContext(Path.GetFullPath(compiler));
context.LoadFromAssemblyName(Assembly.GetExecutingAssembly().GetName())
    .GetType(typeof(Worker).FullName!)!
    .GetMethod(nameof(Worker.Run))!
    .Invoke(null, [job, responses]);
return 0;

using System.Reflection;
using System.Runtime.Loader;

namespace TypedSender.MatrixCompiler;

/// <summary>Loads the compiler from a folder, and with it what is built against the compiler: this program, and the generators.</summary>
internal sealed class CompilerContext(string folder) : AssemblyLoadContext("compiler")
{
    private static readonly string[] BuiltAgainstIt = [typeof(CompilerContext).Assembly.GetName().Name!, "TypedSender.Generators"];

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string name = assemblyName.Name!;
        return name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) ? LoadFromAssemblyPath(Path.Combine(folder, name + ".dll"))
            : BuiltAgainstIt.Contains(name) ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, name + ".dll"))
            : null;
    }
}

using System.Reflection;
using System.Runtime.Loader;
using TypedSender.Matrix.Tests.Compilers;
using TypedSender.Matrix.Tests.Rows;

namespace TypedSender.Matrix.Tests.Judging;

/// <summary>The assemblies of a batch, loaded.</summary>
internal sealed class CompiledBatch
{
    // There is one for contracts with an encoder apart, too.
    private static readonly MethodInfo s_encode = typeof(AmqpContracts).GetMethods().Single(method => method.Name == nameof(AmqpContracts.Encode) && method.GetGenericArguments().Length == 1);

    private readonly Assembly _rows;

    public CompiledBatch(BatchResult batch)
    {
        AssemblyLoadContext context = new("batch");
        Assembly library = context.LoadFromStream(new MemoryStream(batch.Library!));
        context.Resolving += (_, name) => name.Name == library.GetName().Name ? library : null;
        _rows = context.LoadFromStream(new MemoryStream(batch.Assembly!));
    }

    /// <summary>The contract of a row.</summary>
    public Type TypeOf(Row row, int number)
    {
        Type type = _rows.GetType($"{RowSource.NameOf(number)}.{row.Declaration.MetadataName}", throwOnError: true)!;
        return type.IsGenericTypeDefinition ? type.MakeGenericType(typeof(int)) : type;
    }

    /// <summary>Encodes a value of a row's contract as a program does.</summary>
    public byte[] Encode(Row row, int number)
    {
        object value = _rows.GetType($"{RowSource.NameOf(number)}.Samples", throwOnError: true)!.GetMethod("Value")!.Invoke(null, null)!;
        try
        {
            return (byte[])s_encode.MakeGenericMethod(TypeOf(row, number)).Invoke(null, [value])!;
        }
        catch (TargetInvocationException exception)
        {
            throw exception.InnerException!;
        }
    }
}
